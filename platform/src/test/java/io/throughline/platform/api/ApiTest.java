package io.throughline.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Input.PaymentReported;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Money;
import io.throughline.platform.HeardCases;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.CasePayments;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import io.throughline.platform.payments.ScriptedProcessor;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.policies.ShippedLaw;
import io.throughline.workflow.Definition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API over real HTTP, on a real database; cases, workflows and the processor are doubles.
@SpringBootTest(classes = ApiTest.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ApiTest {
    private static final String HEADER =
            "account_id,customer_id,first_name,last_name,phone,email,postal_code,sms_consent,currency,balance,due_date\n";
    private static final Path DATA = temporary();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @Configuration
    @EnableAutoConfiguration
    @ComponentScan({
        "io.throughline.platform.access",
        "io.throughline.platform.payments",
        "io.throughline.platform.records"
    })
    @ConfigurationPropertiesScan({"io.throughline.platform.payments", "io.throughline.platform.records"})
    static class Rooms {
        @Bean
        InstantSource time() {
            return InstantSource.fixed(Instant.parse("2026-11-22T15:00:00Z"));
        }

        @Bean
        HeardCases cases() {
            return new HeardCases();
        }

        @Bean
        ScriptedProcessor processor() {
            return new ScriptedProcessor();
        }

        @Bean
        CasePayments casePayments() {
            return taker -> {};
        }

        @Bean
        Workflows workflows() {
            return new OneWorkflow();
        }

        @Bean
        Laws laws() {
            return ShippedLaw.LAWS;
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", TestDatabase::freshUrl);
        registry.add("spring.datasource.username", () -> TestDatabase.APPLICATION);
        registry.add("spring.flyway.user", () -> "postgres");
        registry.add("throughline.data", DATA::toString);
        registry.add("throughline.public-url", () -> "http://127.0.0.1");
    }

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private HeardCases cases;

    @Autowired
    private ScriptedProcessor processor;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void the_api_needs_its_key_and_the_key_is_for_its_owners_eyes() throws Exception {
        var file = DATA.resolve("keys/api-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).hasSize(43);
        for (var key : List.of("", "Bearer wrong", "Basic " + key())) {
            var answer = send(request("/api/v1/cases:open", key).POST(BodyPublishers.ofString("{}")));
            assertProblem(answer, 401, "access.key");
        }
    }

    @Test
    void what_is_not_there_and_what_may_not_be_done_are_problems_with_a_code_and_a_reference() throws Exception {
        assertProblem(get("/api/v1/nothing"), 404, "request.unknown-path");
        assertProblem(get("/api/v1/portfolio"), 405, "request.method");
        assertProblem(post("/api/v1/cases:open", "{\"workflow\":", "application/json"), 400, "request.malformed");
        assertProblem(post("/api/v1/cases:open", "x", "text/plain"), 415, "request.content-type");
    }

    @Test
    void a_body_too_large_is_refused_whether_its_length_is_told_or_not() throws Exception {
        byte[] large = new byte[1024 * 1024 + 1];
        java.util.Arrays.fill(large, (byte) ' ');
        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(large),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
            var answer = send(authorised("/api/v1/events")
                    .header("Content-Type", "application/cloudevents+json")
                    .POST(body));
            assertProblem(answer, 413, "request.too-large");
        }
    }

    @Test
    void good_rows_go_on_and_bad_ones_are_named() throws Exception {
        String csv = HEADER
                + "G-1,GC-1,Ana,Reyes,(202) 555-0123,ana@example.com,20001,true,USD,480.00,2026-09-01\n"
                + "G-2,GC-2,=cmd(),Lee,12,not-mail,2000,maybe,XXQ,1.005,2026-02-30\n"
                + "G-1,GC-1,Ana,Reyes,(202) 555-0123,ana@example.com,20001,true,USD,480.00,2026-09-01\n"
                + "G-3,GC-1,Anna,Reyes,(202) 555-0123,ana@example.com,20001,true,USD,480.00,2026-09-01\n"
                + "G-4,GC-4,too,short\n"
                + "G-5,GC-5,\"Quote, with\nbreak\",Lee,,,,,USD,10,2026-09-01\n"
                + "G-6,GC-6,Bo,Lee,,,,,USD,=1+1,2026-09-01\n";
        var first = json(post("/api/v1/portfolio", csv, "text/csv"), 200);
        assertThat(first.path("rows").asInt()).isEqualTo(7);
        assertThat(first.path("added").asInt()).isEqualTo(1);
        assertThat(first.path("rejected").asInt()).isEqualTo(6);
        assertThat(first.path("rejects")
                        .valueStream()
                        .map(r ->
                                r.path("line").asInt() + " " + r.path("column").asString("")))
                .contains(
                        "3 phone", "3 email", "3 postal_code", "3 sms_consent", "3 currency", "3 balance", "3 due_date")
                .contains("4 account_id", "5 customer_id", "6 ", "7 first_name", "9 balance");
        assertThat(Files.readString(Path.of(first.path("rejectsFile").asString(""))))
                .contains("'=1+1");
        var again = json(post("/api/v1/portfolio", csv, "text/csv"), 200);
        assertThat(again.path("added").asInt() + again.path("changed").asInt()).isZero();
        assertThat(again.path("unchanged").asInt()).isEqualTo(1);
        assertThat(jdbc.sql("select phone from records.customer where id = 'GC-1'")
                        .query(String.class)
                        .single())
                .isEqualTo("+12025550123");
        var moved = json(post("/api/v1/portfolio", csv.replace("480.00", "479.99"), "text/csv"), 200);
        assertThat(moved.path("changed").asInt()).isEqualTo(1);
    }

    @Test
    void a_header_without_a_required_column_is_refused_with_the_nearest_name() throws Exception {
        var answer = post("/api/v1/portfolio", "customer_id,account_id,currency,balanse,due_date\n", "text/csv");
        assertProblem(answer, 400, "portfolio.header");
        assertThat(answer.body()).contains("balance").contains("balanse");
        assertProblem(post("/api/v1/portfolio", "", "text/csv"), 400, "portfolio.header");
        var warned = json(
                post("/api/v1/portfolio", "customer_id,account_id,currency,balance,due_date,fone\n", "text/csv"), 200);
        assertThat(warned.path("warnings").toString()).contains("fone").contains("phone");
    }

    @Test
    void many_rows_stream_in_batches_and_the_second_time_nothing_changes() throws Exception {
        var csv = new StringBuilder(HEADER);
        for (int i = 0; i < 2_500; i++) {
            csv.append("M-%d,MC-%d,Ana,Reyes,,,,true,USD,%d.00,2026-09-01\n".formatted(i, i / 2, i));
        }
        assertThat(json(post("/api/v1/portfolio", csv.toString(), "text/csv"), 200)
                        .path("added")
                        .asInt())
                .isEqualTo(2_500);
        assertThat(json(post("/api/v1/portfolio", csv.toString(), "text/csv"), 200)
                        .path("unchanged")
                        .asInt())
                .isEqualTo(2_500);
        var opened = json(
                open("arrears", "account.id.startsWith('M-') && account.balance >= 2000 && customer.smsConsent"), 200);
        assertThat(opened.path("matched").asInt()).isEqualTo(500);
        assertThat(opened.path("opened").asInt()).isEqualTo(500);
        var again = json(open("arrears", "account.id.startsWith('M-') && account.balance >= 2000"), 200);
        assertThat(again.path("existed").asInt()).isEqualTo(500);
    }

    @Test
    void a_condition_that_cannot_be_used_is_refused_with_the_nearest_name() throws Exception {
        var typo = open("arrears", "account.balanze > 50");
        assertProblem(typo, 400, "open.condition");
        assertThat(typo.body()).contains("account.balance?");
        assertProblem(open("arrears", "account.balance"), 400, "open.condition");
        assertProblem(open("arrears", "account.balance > "), 400, "open.condition");
        assertProblem(open("arears", "true"), 404, "workflow.unknown");
        assertProblem(post("/api/v1/cases:open", "{}", "application/json"), 400, "open.workflow");
    }

    @Test
    void an_event_opens_one_case_however_often_and_in_whichever_mode_it_is_told() throws Exception {
        account("E-1");
        String event = """
                {"specversion":"1.0","id":"1","source":"/billing","type":"payment.overdue","data":{"accountId":"E-1"}}
                """;
        var first = json(post("/api/v1/events", event, "application/cloudevents+json"), 202);
        var second = json(post("/api/v1/events", event, "application/cloudevents+json; charset=utf-8"), 200);
        assertThat(second.path("reference")).isEqualTo(first.path("reference"));
        assertThat(first.path("reference").asString("")).startsWith("TL-");
        var binary = send(authorised("/api/v1/events")
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/billing")
                .header("ce-type", "payment.overdue")
                .POST(BodyPublishers.ofString("{\"accountId\":\"E-1\"}")));
        assertThat(json(binary, 200).path("caseId")).isEqualTo(first.path("caseId"));
        var batch = json(
                post(
                        "/api/v1/events",
                        "[" + event + "," + event.replace("\"1\"", "\"2\"") + "]",
                        "application/cloudevents-batch+json"),
                202);
        assertThat(batch).hasSize(2);
    }

    @Test
    void an_event_that_cannot_be_taken_is_refused_by_its_attribute() throws Exception {
        account("E-2");
        String good = """
                {"specversion":"1.0","id":"1","source":"/b","type":"payment.overdue","data":{"accountId":"E-2"}}
                """;
        var wrong = new LinkedHashMap<String, String>();
        wrong.put("specversion", good.replace("1.0", "0.3"));
        wrong.put("id", good.replace("\"id\":\"1\",", ""));
        wrong.put("source", good.replace("/b", "a b"));
        wrong.put("type", good.replace("payment.overdue", "payment.overdoo"));
        wrong.put("data", good.replace("{\"accountId\":\"E-2\"}", "3"));
        wrong.put("data.accountId", good.replace("E-2", "E-none"));
        for (var each : wrong.entrySet()) {
            var answer = post("/api/v1/events", each.getValue(), "application/cloudevents+json");
            assertProblem(answer, 400, "event.invalid");
            assertThat(JSON.readTree(answer.body()).path("attribute").asString(""))
                    .isEqualTo(each.getKey());
        }
        assertProblem(post("/api/v1/events", "{", "application/cloudevents+json"), 400, "event.malformed");
        assertProblem(post("/api/v1/events", "", "application/json"), 400, "event.invalid");
        assertThat(cases.opened).doesNotContainKey("event:/b 1");
    }

    @Test
    void a_webhook_is_worked_on_by_reading_the_record_and_a_replay_is_harmless() throws Exception {
        var due = new Money(100, "USD");
        jdbc.sql("""
                insert into payments.attempt (tenant, key, case_id, step, attempt, amount_minor, currency, state, session_id,
                                              url, created_at, changed_at)
                values ('main', 'wk', 'case-w', 'pay', 1, 100, 'USD', 'OPEN', 'cs_w', 'https://p', now(), now())
                """).update();
        processor.answers.add(new Answer.Paid("cs_w", "pi_w", due, null, null));
        var told = new PaymentReported("wk", new PaymentResult.Paid("pi_w", due, null, null));
        assertThat(json(webhook("evt_1 checkout.session.completed cs_w", "good"), 200)
                        .path("duplicate")
                        .asBoolean())
                .isFalse();
        await(() -> cases.heard.contains(told));
        assertThat(json(webhook("evt_1 checkout.session.completed cs_w", "good"), 200)
                        .path("duplicate")
                        .asBoolean())
                .isTrue();
        assertThat(processor.asked.stream().filter("read cs_w"::equals)).hasSize(1);
        assertThat(jdbc.sql("select count(*) from payments.webhook where event_id = 'evt_1'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_webhook_unsigned_falsely_signed_malformed_or_oversized_is_refused_and_nothing_is_kept() throws Exception {
        assertProblem(webhook("evt_x t cs", null), 400, "webhook.unsigned");
        assertProblem(webhook("evt_x t cs", "bad"), 400, "webhook.bad-signature");
        assertProblem(webhook("evt_x", "good"), 400, "webhook.malformed");
        assertProblem(webhook("evt_x t " + "c".repeat(300_000), "good"), 413, "webhook.too-large");
        var bytes = HttpRequest.newBuilder(uri("/webhooks/stripe"))
                .header("Stripe-Signature", "good")
                .POST(BodyPublishers.ofByteArray(new byte[] {'e', ' ', (byte) 0xff, ' ', 'c'}));
        assertProblem(send(bytes), 400, "webhook.malformed");
        assertThat(jdbc.sql("select count(*) from payments.webhook where event_id <> 'evt_1'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void the_api_describes_itself() throws Exception {
        var api = json(get("/api/v1/openapi"), 200);
        assertThat(api.path("paths").propertyNames())
                .contains("/api/v1/events", "/api/v1/portfolio", "/api/v1/cases:open", "/api/v1/reconciliation");
    }

    private void account(String id) throws Exception {
        String csv = HEADER + id + ",C-" + id + ",Ana,Reyes,,,,true,USD,480.00,2026-09-01\n";
        assertThat(json(post("/api/v1/portfolio", csv, "text/csv"), 200)
                        .path("rejected")
                        .asInt())
                .isZero();
    }

    private HttpResponse<String> open(String workflow, String where) throws Exception {
        return post(
                "/api/v1/cases:open",
                JSON.writeValueAsString(Map.of("workflow", workflow, "where", where)),
                "application/json");
    }

    private HttpResponse<String> webhook(String body, @org.jspecify.annotations.Nullable String signature)
            throws Exception {
        var request = HttpRequest.newBuilder(uri("/webhooks/stripe")).POST(BodyPublishers.ofString(body));
        return send(signature == null ? request : request.header("Stripe-Signature", signature));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(authorised(path).GET());
    }

    private HttpResponse<String> post(String path, String body, String type) throws Exception {
        return send(authorised(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder authorised(String path) throws IOException {
        return request(path, "Bearer " + key());
    }

    private HttpRequest.Builder request(String path, String authorisation) {
        var request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(1));
        return authorisation.isEmpty() ? request : request.header("Authorization", authorisation);
    }

    private static String key() throws IOException {
        return Files.readString(DATA.resolve("keys/api-key")).strip();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asString("")).isEqualTo(code);
        assertThat(problem.path("reference").asString("")).hasSize(8);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("io.throughline");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("throughline-api");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class OneWorkflow implements Workflows {
        @Override
        public Definition current(String name) {
            if (!name.equals("arrears")) {
                throw new Cases.UnknownWorkflow(name, names());
            }
            return new Definition(
                    "arrears",
                    "Arrears",
                    "collections",
                    List.of(),
                    "ops",
                    "Meridian",
                    "+18005550100",
                    new Definition.Resolution(
                            "payment.overdue", List.of("paid"), List.of(), "right-party", List.of(), Map.of()),
                    new LinkedHashMap<>(),
                    List.of(),
                    null,
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>(),
                    null,
                    Map.of(),
                    Map.of(),
                    "v1");
        }

        @Override
        public Definition version(String name, String version) {
            return current(name);
        }

        @Override
        public List<String> names() {
            return List.of("arrears");
        }
    }
}
