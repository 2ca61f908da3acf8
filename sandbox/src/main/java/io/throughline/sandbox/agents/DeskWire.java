package io.throughline.sandbox.agents;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The platform's API, with its key and the name of who acts.
final class DeskWire {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final URI platform;
    private final Supplier<Optional<String>> key;

    DeskWire(URI platform, Supplier<Optional<String>> key) {
        this.platform = platform;
        this.key = key;
    }

    /// What came back. A status of 0: nothing did, and what was asked may be done or not.
    record Reply(int status, JsonNode body) {
        boolean isOk() {
            return status / 100 == 2;
        }

        /// Whether to ask the same again with the same key.
        boolean isUndecided() {
            return status == 0 || status >= 500;
        }

        String code() {
            return isOk() ? "" : body.path("code").asString(Integer.toString(status));
        }
    }

    Reply get(String actor, String path) throws InterruptedException {
        return send(request(path, actor).GET());
    }

    /// What a system of the house asks, and no person.
    Reply asSystem(String path) throws InterruptedException {
        return send(request(path, null).GET());
    }

    /// @param once key under which this is done once, however often it is sent
    Reply write(String actor, String method, String path, @Nullable Object body, @Nullable String once)
            throws InterruptedException {
        var request = request(path, actor)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(json.writeValueAsString(body)));
        if (once != null) {
            request.header("Idempotency-Key", once);
        }
        return send(request);
    }

    /// Follows somebody's stream until it ends, and tells each event.
    ///
    /// @return whether it was opened
    boolean follow(String actor, long after, Consumer<Told> each) throws InterruptedException {
        var request =
                request("/api/desk/stream", actor).timeout(Duration.ofHours(12)).header("Accept", "text/event-stream");
        if (after > 0) {
            request.header("Last-Event-ID", Long.toString(after));
        }
        try {
            var answer = http.send(request.GET().build(), BodyHandlers.ofLines());
            if (answer.statusCode() != 200) {
                return false;
            }
            try (var lines = answer.body()) {
                var reader = new EventReader(json, each);
                lines.forEach(reader::line);
            }
            return true;
        } catch (IOException | java.io.UncheckedIOException _) {
            return false;
        }
    }

    /// An event of a stream.
    record Told(long id, String name, JsonNode data) {}

    private static final class EventReader {
        private final JsonMapper json;
        private final Consumer<Told> each;
        private long id;
        private String name = "";
        private String data = "";

        EventReader(JsonMapper json, Consumer<Told> each) {
            this.json = json;
            this.each = each;
        }

        void line(String line) {
            if (line.startsWith("id:")) {
                id = Long.parseLong(line.substring(3).strip());
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data += line.substring(5).strip();
            } else if (line.isEmpty() && !data.isEmpty()) {
                each.accept(new Told(id, name, json.readTree(data)));
                data = "";
            }
        }
    }

    private HttpRequest.Builder request(String path, @Nullable String actor) {
        var request = HttpRequest.newBuilder(platform.resolve(path)).timeout(PATIENCE);
        key.get().ifPresent(value -> request.header("Authorization", "Bearer " + value));
        if (actor != null) {
            request.header("X-Throughline-Actor", actor);
        }
        return request;
    }

    private Reply send(HttpRequest.Builder request) throws InterruptedException {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(answer.statusCode(), json.readTree(answer.body().isEmpty() ? "{}" : answer.body()));
        } catch (IOException | JacksonException _) {
            return new Reply(0, json.createObjectNode());
        }
    }
}
