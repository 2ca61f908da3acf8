package io.throughline.platform.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.MoveCases;
import io.throughline.platform.cases.RealCases;
import io.throughline.platform.cases.VersionFigures;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.staff.Actors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole life of a version over real HTTP, as the command line goes it.
@SpringBootTest(classes = VersionApiTest.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class VersionApiTest {
    private static final Path DATA = temporary();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PEOPLE = """
            ada: { name: Ada Cole, role: administrator }
            ana: { name: Ana Reyes, role: approver, rights: { draft-version: any, approve-version: any } }
            bea: { name: Bea Ito, role: approver, rights: { approve-version: any, publish-version: any } }
            """;
    private static final String ARREARS = "/api/v1/versions/arrears";

    /// Without `@Configuration`, so that no other test finds it in its rooms.
    @EnableAutoConfiguration
    @ComponentScan({
        "io.throughline.platform.access",
        "io.throughline.platform.policies",
        "io.throughline.platform.staff",
        "io.throughline.platform.versions"
    })
    @ConfigurationPropertiesScan("io.throughline.platform.policies")
    static class Rooms {
        @Bean
        InstantSource time() {
            return Installation.CLOCK;
        }

        @Bean(defaultCandidate = false)
        InstantSource machineTime() {
            return InstantSource.system();
        }

        @Bean
        RealCases real(JdbcTemplate jdbc, Workflows workflows) {
            return RealCases.of(jdbc, workflows, Installation.CLOCK, new Random(7));
        }

        @Bean
        Cases cases(RealCases real) {
            return real.cases();
        }

        @Bean
        MoveCases moves(RealCases real) {
            return real.moves();
        }

        @Bean
        VersionFigures figures(RealCases real) {
            return real.figures();
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", TestDatabase::freshUrl);
        registry.add("spring.datasource.username", () -> TestDatabase.APPLICATION);
        registry.add("spring.flyway.user", () -> "postgres");
        registry.add(
                "throughline.policy.packs",
                () -> Path.of("..", "packs").toAbsolutePath().normalize().toString());
        registry.add("throughline.policy.allow-unsigned", () -> true);
        registry.add("throughline.data", DATA::toString);
        registry.add(
                "throughline.workflows",
                () -> Path.of("..", "workflows")
                        .toAbsolutePath()
                        .normalize()
                        .toUri()
                        .toString());
    }

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private RealCases real;

    @BeforeEach
    void people() throws Exception {
        var request = authorised("/api/v1/people")
                .header("Content-Type", "application/yaml")
                .header(Actors.HEADER, "ada")
                .PUT(BodyPublishers.ofString(PEOPLE));
        assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_version_is_drafted_approved_tried_and_taken_back_over_http() throws Exception {
        var first = json(get(ARREARS + "/1"), 200);
        assertThat(first.path("version").path("state").asString("")).isEqualTo("published");
        assertThat(first.path("version").path("share").asInt()).isEqualTo(100);
        open("A-1", "C-1");

        assertProblem(post("", "", "{}"), 422, "versions.files");
        assertProblem(post("", "", drafted()), 403, "actor.missing");
        assertProblem(post("", "zoe", drafted()), 403, "actor.unknown");
        assertProblem(post("", "bea", drafted()), 403, "versions.right");
        var draft = json(post("", "ana", drafted()), 200);
        assertThat(draft.path("version").path("number").asInt()).isEqualTo(2);
        assertThat(draft.path("version").path("author").asString("")).isEqualTo("ana");
        assertThat(draft.path("changes").path("customers").get(0).asString("")).contains("something for you");

        var because = "{\"reason\":\"reads well\"}";
        assertProblem(post("/arrears/2/approval", "ana", because), 422, "versions.own-draft");
        assertProblem(post("/arrears/2/approval", "", because), 403, "actor.missing");
        assertProblem(post("/arrears/2/publication", "bea", because), 422, "versions.not-approved");
        var approved = json(post("/arrears/2/approval", "bea", because), 200);
        assertThat(approved.path("version").path("approvedBy").asString("")).isEqualTo("bea");
        assertThat(approved.path("trial").path("passed").asInt()).isPositive();

        var tried = json(post("/arrears/2/publication", "bea", "{\"share\":10,\"reason\":\"try it\"}"), 200);
        assertThat(tried.path("share").asInt()).isEqualTo(10);
        assertThat(json(post("/arrears/rollout", "bea", "{\"share\":50,\"reason\":\"more\"}"), 200)
                        .path("share")
                        .asInt())
                .isEqualTo(50);

        assertProblem(post("/arrears/2/migration", "bea", "{\"from\":\"1\",\"reason\":\"x\"}"), 422, "versions.no-map");
        assertThat(json(post("/arrears/back", "bea", "{\"reason\":\"complaints\"}"), 200)
                        .path("number")
                        .asInt())
                .isEqualTo(1);

        var figures = json(get(ARREARS + "/figures"), 200);
        assertThat(figures).hasSize(2);
        assertThat(figures.get(0).path("figures").path("cases").asInt()).isEqualTo(1);
        var history = json(get(ARREARS + "/2"), 200).path("history");
        assertThat(history.valueStream().map(act -> act.path("act").asString("")))
                .containsExactly("drafted", "approved", "published", "rolled-out", "taken-back");
        assertThat(json(get(ARREARS + "/2/source"), 200).path("files").has("collections/arrears.yaml"))
                .isTrue();
    }

    @Test
    void it_needs_the_key_and_says_what_it_can_do() throws Exception {
        var without = HttpRequest.newBuilder(uri("/api/v1/versions")).build();
        assertThat(HTTP.send(without, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        var paths = json(get("/api/v1/openapi"), 200).path("paths");
        for (var path : new String[] {
            "",
            "/{workflow}/{version}",
            "/{workflow}/{version}/approval",
            "/{workflow}/{version}/publication",
            "/{workflow}/{version}/migration",
            "/{workflow}/rollout",
            "/{workflow}/back",
            "/{workflow}/figures"
        }) {
            assertThat(paths.has("/api/v1/versions" + path)).as(path).isTrue();
        }
        assertProblem(get(ARREARS + "/99"), 404, "versions.unknown");
        assertProblem(get("/api/v1/versions/arears/1"), 404, "versions.unknown-workflow");
    }

    private void open(String account, String customer) {
        real.cases().open("arrears", Map.of("accountId", account, "customerId", customer), By.SYSTEM, account);
    }

    private static String drafted() {
        var files = new java.util.TreeMap<>(
                WorkflowSource.in(Path.of("..", "workflows")).getFirst().files());
        files.keySet().removeIf(name -> !name.startsWith("collections/") && !name.startsWith("systems/"));
        files.computeIfPresent(
                "collections/messages.yaml",
                (_, text) -> text.replace(Installation.WORDS, "we have something for you"));
        return JSON.writeValueAsString(
                Map.of("main", "collections/arrears.yaml", "files", files, "reason", "plainer words"));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(authorised(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String who, String body) throws Exception {
        var request = authorised("/api/v1/versions" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!who.isEmpty()) {
            request.header(Actors.HEADER, who);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder authorised(String path) throws IOException {
        var key = Files.readString(DATA.resolve("keys/api-key")).strip();
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + key);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(json(answer, status).path("code").asString("")).isEqualTo(code);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("throughline-versions");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
