package io.throughline.platform.selfservice;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A customer with a browser that knows no script: reads pages, fills forms, follows redirects on the page's own
/// origin.
final class Customer {
    final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String origin;
    int status;
    String location = "";
    HttpResponse<String> last;
    Document page;

    Customer(String origin) throws IOException, InterruptedException {
        this.origin = origin;
        this.last = send(
                HttpRequest.newBuilder(URI.create(origin + "/assets/mark.svg")).build());
        this.page = Jsoup.parse("");
    }

    Customer open(String place) throws IOException, InterruptedException {
        return follow(HttpRequest.newBuilder(at(place)).GET().build());
    }

    /// Fills and sends the form of the button or form with this act.
    Customer press(String act, String... answers) throws IOException, InterruptedException {
        return post(prepare(act, answers));
    }

    /// A form as it would be sent, to send it again later.
    record Post(String to, Map<String, String> fields) {}

    Post prepare(String act, String... answers) {
        Element button = page.selectFirst("button[data-act=" + act + "]");
        if (button == null) {
            throw new AssertionError("no button " + act + " on: " + page.text());
        }
        var form = button.closest("form");
        var fields = new LinkedHashMap<String, String>();
        for (var input : form.select("input[name]")) {
            boolean radio = input.attr("type").equals("radio");
            if (!radio || input.hasAttr("checked")) {
                fields.put(input.attr("name"), input.val());
            }
        }
        for (int i = 0; i < answers.length; i += 2) {
            fields.put(answers[i], answers[i + 1]);
        }
        return new Post(form.attr("action"), fields);
    }

    Customer post(Post post) throws IOException, InterruptedException {
        return post(post.to(), body(post.fields()));
    }

    Customer post(String to, String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(at(to))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return follow(request.build());
    }

    Customer postBytes(String to, String contentType, byte[] body) throws IOException, InterruptedException {
        return follow(HttpRequest.newBuilder(at(to))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    static String body(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f -> encode(f.getKey()) + "=" + encode(f.getValue()))
                .collect(Collectors.joining("&"));
    }

    String kind() {
        var main = page.selectFirst("main");
        return main == null ? "" : main.attr("data-kind");
    }

    String step() {
        var main = page.selectFirst("main");
        return main == null ? "" : main.attr("data-step");
    }

    String text() {
        return page.text();
    }

    private Customer follow(HttpRequest first) throws IOException, InterruptedException {
        var request = first;
        for (int hop = 0; hop < 8; hop++) {
            last = send(request);
            status = last.statusCode();
            location = last.headers().firstValue("location").orElse("");
            if (status != 303 || !request.uri().resolve(location).toString().startsWith(origin + "/")) {
                page = Jsoup.parse(last.body(), origin);
                return this;
            }
            request = HttpRequest.newBuilder(request.uri().resolve(location))
                    .GET()
                    .build();
        }
        throw new AssertionError("redirects without end");
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private URI at(String place) {
        return URI.create(place.startsWith("http") ? place : origin + place);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
