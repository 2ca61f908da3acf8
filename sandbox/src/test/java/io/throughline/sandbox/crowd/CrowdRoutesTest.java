package io.throughline.sandbox.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.throughline.sandbox.portfolio.PortfolioWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CrowdRoutesTest {
    @TempDir
    Path folder;

    private final LeapingClock clock = new LeapingClock(Instant.parse("2026-11-23T20:00:00Z"));
    private final FakeOutside outside = new FakeOutside(clock);
    private final AtomicBoolean faults = new AtomicBoolean();
    private final Crowd crowd =
            new Crowd(outside, outside, outside, clock, wall -> Thread.sleep(1), CrowdSettings.defaults());
    private final Javalin http = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                new CrowdRoutes(crowd, faults::set, () -> new CrowdRoutes.Rest(true, Optional.empty()))
                        .register(config.routes);
            })
            .start("127.0.0.1", 0);

    @AfterEach
    void close() {
        http.stop();
        crowd.close();
    }

    @Test
    void a_crowd_is_started_once_and_tells_its_pulse_and_its_report() throws Exception {
        assertThat(get("/crowd/pulse").toString()).isEqualTo("{\"active\":0,\"nextAt\":null,\"done\":false}");
        String start = "{\"portfolio\":\"%s\",\"seed\":7,\"faults\":true}".formatted(portfolio());
        HttpResponse<String> started = post(start);
        assertThat(started.statusCode()).isEqualTo(201);
        assertThat(started.body()).isEqualTo("{\"people\":5}");
        assertThat(faults).isTrue();
        assertThat(post(start).statusCode()).isEqualTo(409);
        assertThat(get("/crowd/pulse").path("done").asBoolean()).isTrue();

        JsonNode report = get("/crowd/report");
        assertThat(report.path("people").asInt()).isEqualTo(5);
        assertThat(report.path("outcomes").toString()).isEqualTo("{\"not-reached\":5}");
        assertThat(report.path("violations").toString())
                .isEqualTo("{\"outsideWindow\":0,\"afterOptOut\":0,\"beforeVerification\":0,"
                        + "\"duplicateContacts\":0,\"duplicateCharges\":0}");
        assertThat(report.path("examples").size()).isZero();
    }

    @Test
    void a_planned_act_shows_in_the_pulse_as_virtual_millis() throws Exception {
        post("{\"portfolio\":\"%s\",\"seed\":7}".formatted(portfolio()));
        for (int customer = 0; customer < 5; customer++) {
            String number = Files.readAllLines(folder.resolve("portfolio.csv"))
                    .get(customer + 1)
                    .split(",")[5];
            outside.onText = crowd::texted;
            outside.send(number, "Open http://127.0.0.1:9/l/x" + customer);
        }
        JsonNode pulse = get("/crowd/pulse");
        assertThat(pulse.path("nextAt").asLong()).isGreaterThan(clock.instant().toEpochMilli());
        assertThat(pulse.path("done").asBoolean()).isFalse();
    }

    @Test
    void a_start_that_makes_no_sense_is_refused_with_a_reason() throws Exception {
        assertThat(post("not json").body()).contains("not-json");
        assertThat(post("{\"seed\":7}").body()).contains("incomplete");
        assertThat(post("{\"portfolio\":\"%s\"}".formatted(portfolio())).body()).contains("incomplete");
        Path nonsense = Files.writeString(folder.resolve("nonsense.csv"), "a,b\n1,2\n");
        HttpResponse<String> refused = post("{\"portfolio\":\"%s\",\"seed\":7}".formatted(nonsense));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("not-a-portfolio");
        assertThat(post("{\"portfolio\":\"%s\",\"seed\":7}".formatted(portfolio()))
                        .statusCode())
                .isEqualTo(201);
    }

    private Path portfolio() throws Exception {
        Path file = folder.resolve("portfolio.csv");
        try (Writer to = Files.newBufferedWriter(file)) {
            PortfolioWriter.write(5, 7, LocalDate.of(2026, 11, 22), to);
        }
        return file;
    }

    private JsonNode get(String path) throws Exception {
        return JsonMapper.builder()
                .build()
                .readTree(send(HttpRequest.newBuilder(uri(path))).body());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(HttpRequest.newBuilder(uri("/crowd/start")).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http.port() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
