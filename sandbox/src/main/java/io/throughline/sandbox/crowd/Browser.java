package io.throughline.sandbox.crowd;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// One person's browser: cookies of its own, redirects followed, and an honest answer when there was none.
/// The HTTP client below is shared by the whole crowd; a client each would be a thread each.
final class Browser {
    /// What came of asking for a page.
    sealed interface Answer {
        record Shown(Page page) implements Answer {}

        /// Nothing is known: the request may or may not have been acted on. `at` is what a reload would ask
        /// for.
        record Lost(URI at) implements Answer {}
    }

    private static final int MOST_REDIRECTS = 12;

    private record Cookie(String value, String path) {}

    private final HttpClient http;
    private final Duration timeout;
    private final BiConsumer<Browser, Page> witness;
    private final Identity identity = new Identity();
    // by host and name; like a browser's, not by port
    private final Map<String, Map<String, Cookie>> cookies = new ConcurrentHashMap<>();

    Browser(HttpClient http, Duration timeout, BiConsumer<Browser, Page> witness) {
        this.http = http;
        this.timeout = timeout;
        this.witness = witness;
    }

    /// What its user has shown in this session (these cookies) about who they are.
    Identity identity() {
        return identity;
    }

    Answer get(URI uri) throws InterruptedException {
        return follow(uri, request(uri).GET(), uri);
    }

    /// `page` is where the form stood: after a lost answer a person reloads that.
    Answer post(Page.Post post, URI page) throws InterruptedException {
        return follow(post.to(), typed(request(post.to()), page).POST(form(post)), page);
    }

    private Answer follow(URI start, HttpRequest.Builder first, URI reload) throws InterruptedException {
        URI uri = start;
        URI known = reload;
        HttpRequest.Builder next = first;
        for (int hop = 0; hop < MOST_REDIRECTS; hop++) {
            HttpResponse<String> response;
            try {
                response = http.send(next.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            } catch (IOException _) {
                return new Answer.Lost(known);
            }
            keepCookies(uri, response);
            int status = response.statusCode();
            Page page = new Page(known, uri, status, response.body());
            identity.shown(page.kind());
            witness.accept(this, page);
            String location = response.headers().firstValue("location").orElse("");
            if (status < 300 || status >= 400 || location.isEmpty()) {
                return status >= 500 || status == 429 ? new Answer.Lost(known) : new Answer.Shown(page);
            }
            uri = uri.resolve(location);
            known = uri;
            next = request(uri).GET();
        }
        return new Answer.Lost(known);
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("User-Agent", "Mozilla/5.0 (simulated customer)")
                .header("Accept", "text/html");
        String header = cookies.getOrDefault(uri.getHost(), Map.of()).entrySet().stream()
                .filter(c -> uri.getPath().startsWith(c.getValue().path()))
                .map(c -> c.getKey() + "=" + c.getValue().value())
                .collect(Collectors.joining("; "));
        return header.isEmpty() ? request : request.header("Cookie", header);
    }

    private void keepCookies(URI uri, HttpResponse<String> response) {
        Map<String, Cookie> jar = cookies.computeIfAbsent(uri.getHost(), _ -> new ConcurrentHashMap<>());
        for (String header : response.headers().allValues("set-cookie")) {
            for (HttpCookie cookie : parsed(header)) {
                if (cookie.getMaxAge() == 0 || cookie.getValue().isEmpty()) {
                    jar.remove(cookie.getName());
                } else {
                    String path = cookie.getPath() == null ? "/" : cookie.getPath();
                    jar.put(cookie.getName(), new Cookie(cookie.getValue(), path));
                }
            }
        }
    }

    private static List<HttpCookie> parsed(String header) {
        try {
            return HttpCookie.parse(header);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    private static HttpRequest.BodyPublisher form(Page.Post post) {
        return HttpRequest.BodyPublishers.ofString(post.fields().stream()
                .map(f -> encode(f.getKey()) + "=" + encode(f.getValue()))
                .collect(Collectors.joining("&")));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder typed(HttpRequest.Builder request, URI page) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", page.getScheme() + "://" + page.getAuthority());
    }
}
