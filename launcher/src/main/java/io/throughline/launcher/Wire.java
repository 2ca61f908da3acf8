package io.throughline.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// JSON over HTTP with one of our processes. Not being reached is a value here, because a platform
/// that was just killed is nothing strange to a demo that kills it.
final class Wire {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI base;
    private final Supplier<Optional<String>> key;
    private final @Nullable String actor;

    Wire(URI base, Supplier<Optional<String>> key) {
        this(base, key, null);
    }

    private Wire(URI base, Supplier<Optional<String>> key, @Nullable String actor) {
        this.base = base;
        this.key = key;
        this.actor = actor;
    }

    /// A name as a part of a path.
    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The same, for a person who acts.
    Wire as(String person) {
        return new Wire(base, key, person);
    }

    /// What came back.
    sealed interface Reply {
        record Ok(JsonNode body) implements Reply {}

        /// Answered, but not with what was asked for; `message` is the other side's own words, for a person.
        record Refused(int status, String code, String message) implements Reply {}

        record Unreachable(String why) implements Reply {}
    }

    Reply get(String path, Duration patience) {
        return send(request(path, patience).GET());
    }

    Reply post(String path, JsonNode body, Duration patience) {
        return send(request(path, patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.print(body))));
    }

    Reply put(String path, String contentType, String body, Duration patience) {
        return send(request(path, patience)
                .header("Content-Type", contentType)
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply delete(String path, Duration patience) {
        return send(request(path, patience).DELETE());
    }

    /// Sends a stream of any length without holding it.
    Reply stream(String path, String contentType, Supplier<InputStream> body, Duration patience) {
        return send(request(path, patience)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofInputStream(body)));
    }

    /// What is answered goes to a file, however long.
    Reply download(String path, Path file, Duration patience) {
        try {
            HttpResponse<Path> response = http.send(
                    request(path, patience).header("Accept", "*/*").GET().build(),
                    HttpResponse.BodyHandlers.ofFile(file));
            return response.statusCode() / 100 == 2
                    ? new Reply.Ok(Json.object())
                    : refused(response.statusCode(), Json.object());
        } catch (IOException e) {
            return new Reply.Unreachable(String.valueOf(e.getMessage()));
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
            return new Reply.Unreachable("interrupted");
        }
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(patience);
        key.get().ifPresent(value -> request.header("Authorization", "Bearer " + value));
        if (actor != null) {
            request.header("X-Throughline-Actor", actor);
        }
        return request.header("Accept", "application/json");
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            @Nullable JsonNode body = parse(response.body());
            if (response.statusCode() / 100 == 2) {
                return new Reply.Ok(body == null ? Json.object() : body);
            }
            return refused(response.statusCode(), body == null ? Json.object() : body);
        } catch (IOException e) {
            String message = e.getMessage();
            return new Reply.Unreachable(message == null ? e.getClass().getSimpleName() : message);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
            return new Reply.Unreachable("interrupted");
        }
    }

    private static Reply.Refused refused(int status, JsonNode body) {
        String words = Json.text(body, "detail");
        if (words.isEmpty()) {
            words = Json.text(body, "message");
        }
        if (words.isEmpty()) {
            words = Json.text(body, "title");
        }
        return new Reply.Refused(status, Json.text(body, "code"), words.isEmpty() ? "HTTP " + status : words);
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return text.isBlank() ? null : Json.parse(text);
        } catch (JacksonException ignored) {
            return null; // /readyz and friends may answer in words
        }
    }
}
