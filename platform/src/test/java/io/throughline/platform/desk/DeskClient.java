package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody at the desk, over real HTTP.
record DeskClient(int port, String person) {
    static final HttpClient HTTP = HttpClient.newHttpClient();
    static final JsonMapper JSON = new JsonMapper();

    record Got(int status, JsonNode body) {
        String code() {
            return body.path("code").asString("");
        }
    }

    HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/" + path))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(DeskHouse.data.resolve("keys/api-key"))
                                        .strip())
                .header("X-Throughline-Actor", person);
    }

    Got get(String path) throws Exception {
        return got(request(path).GET());
    }

    Got post(String path, Map<String, ?> body) throws Exception {
        return post(path, body, null);
    }

    Got post(String path, Map<String, ?> body, @Nullable String key) throws Exception {
        return send("POST", path, JSON.writeValueAsString(body), key);
    }

    Got put(String path, Map<String, ?> body) throws Exception {
        return send("PUT", path, JSON.writeValueAsString(body), null);
    }

    private Got send(String method, String path, String body, @Nullable String key) throws Exception {
        var request = request(path).header("Content-Type", "application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return got(request.method(method, BodyPublishers.ofString(body)));
    }

    private static Got got(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Got(
                answer.statusCode(), answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body()));
    }

    /// The answer, which must be a good one.
    JsonNode ok(Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        return got.body();
    }

    static void refused(Got got, int status, String code) {
        assertThat(got.body().toString()).contains("\"" + code + "\"");
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.code()).isEqualTo(code);
        assertThat(got.body().path("reference").asString("")).isNotEmpty();
    }
}
