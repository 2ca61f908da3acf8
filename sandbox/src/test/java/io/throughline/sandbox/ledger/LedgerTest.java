package io.throughline.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.throughline.sandbox.faults.FaultKind;
import io.throughline.sandbox.faults.Faults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The ledger as the platform meets it: over HTTP, with its books in a file.
class LedgerTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PORTFOLIO = """
            customer_id,account_id,first_name,last_name,creditor,original_creditor,currency,balance,due_date,broken_promises,product
            C-1,A-1,Ada,Example,Northwind Bank,,USD,412.50,2026-10-01,2,card
            C-2,A-2,Bob,Example,Northwind Bank,,USD,80.00,2026-11-30,0,card
            C-3,A-3,Eve,<Example>,"Kiyomi, Ltd",,JPY,9000,2026-11-01,,loan
            """;

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private Faults faults;
    private Ledger ledger;
    private Javalin server;

    @BeforeEach
    void start() {
        faults = new Faults(new Random(7), false, rates, _ -> {
            held.countDown();
            release.await();
        });
        ledger = new Ledger(dir, InstantSource.fixed(Instant.parse("2026-11-22T15:00:00Z")), faults);
        server = Javalin.start(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            ledger.register(config.routes);
            faults.register(config.routes);
        });
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop();
        ledger.close();
        http.close();
    }

    @Test
    void a_portfolio_is_loaded_and_an_account_read_back_with_its_days_past_due() throws Exception {
        var loaded = json(load("text/csv", PORTFOLIO));
        assertThat(loaded.path("added").asInt()).isEqualTo(3);
        assertThat(loaded.path("rejected").asInt()).isZero();

        var account = json(get("/ledger/v1/accounts/A-1"));
        assertThat(account.toString())
                .isEqualTo(
                        "{\"id\":\"A-1\",\"customerId\":\"C-1\",\"creditor\":\"Northwind Bank\",\"currency\":\"USD\","
                                + "\"balanceMinor\":41250,\"originalBalanceMinor\":41250,\"dueDate\":\"2026-10-01\","
                                + "\"daysPastDue\":52,\"brokenPromises\":2,\"status\":\"open\"}");
        assertThat(json(get("/ledger/v1/accounts/A-2")).path("daysPastDue").asInt())
                .isZero();
        assertThat(json(get("/ledger/v1/accounts/A-3")).path("balanceMinor").asLong())
                .isEqualTo(9000);
        assertThat(get("/ledger/v1/accounts/A-9").statusCode()).isEqualTo(404);
    }

    @Test
    void loading_the_same_file_again_changes_nothing_and_a_new_balance_changes_one() throws Exception {
        load("text/csv", PORTFOLIO);
        var again = json(load("text/csv", PORTFOLIO));
        assertThat(again.path("unchanged").asInt()).isEqualTo(3);
        assertThat(again.path("added").asInt() + again.path("changed").asInt()).isZero();

        var changed = json(load("text/csv", PORTFOLIO.replace("80.00", "81.00")));
        assertThat(changed.path("changed").asInt()).isEqualTo(1);
        assertThat(changed.path("unchanged").asInt()).isEqualTo(2);
    }

    @Test
    void a_row_that_cannot_be_read_is_named_and_the_others_are_taken() throws Exception {
        var loaded = json(load(
                "text/csv",
                PORTFOLIO.replace("80.00", "80.005").replace("2026-11-01", "01.11.2026")
                        + "C-4,,,,,,USD,1,2026-01-01,,\nC-5,A-5\n"));
        assertThat(loaded.path("added").asInt()).isEqualTo(1);
        assertThat(loaded.path("rejected").asInt()).isEqualTo(4);
        assertThat(loaded.path("rejects").get(0).toString())
                .isEqualTo("{\"line\":3,\"column\":\"balance\",\"value\":\"80.005\","
                        + "\"reason\":\"must be a decimal with no more places than USD has\"}");
        assertThat(loaded.path("rejects").get(1).path("column").asString()).isEqualTo("due_date");
        assertThat(loaded.path("rejects").get(2).path("column").asString()).isEqualTo("account_id");
        assertThat(loaded.path("rejects").get(3).path("reason").asString())
                .isEqualTo("has 2 fields where the header has 11");
        assertThat(load("text/csv", "a,b\n1,2\n").statusCode()).isEqualTo(400);
    }

    @Test
    void lines_of_json_are_loaded_too_and_a_broken_line_is_named() throws Exception {
        var loaded = json(load("application/x-ndjson", """
                {"account_id":"J-1","customer_id":"C-1","currency":"USD","balance":"12.30","due_date":"2026-10-01"}
                {"id":"J-2","customerId":"C-1","currency":"usd","balanceMinor":77,"dueDate":"2026-10-01","brokenPromises":1}
                {"id":
                """));
        assertThat(loaded.path("added").asInt()).isEqualTo(2);
        assertThat(loaded.path("rejects").get(0).path("line").asInt()).isEqualTo(3);
        assertThat(json(get("/ledger/v1/accounts/J-1")).path("balanceMinor").asLong())
                .isEqualTo(1230);
        assertThat(json(get("/ledger/v1/accounts/J-2")).path("balanceMinor").asLong())
                .isEqualTo(77);
    }

    @Test
    void a_payment_lowers_the_balance_once_however_often_its_key_comes() throws Exception {
        load("text/csv", PORTFOLIO);
        var first = post("k-1", payment("A-1", 1250));
        var second = post("k-1", """
                {"receipt":"ch_1","currency":"USD","amountMinor":1250,"account":"A-1","operation":"post-payment"}""");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(json(first).path("postedAt").asString()).isEqualTo("2026-11-22T15:00:00Z");

        var reused = post("k-1", payment("A-1", 1251));
        assertThat(reused.statusCode()).isEqualTo(409);
        assertThat(json(reused).path("code").asString()).isEqualTo("key-reused");
        assertThat(json(get("/ledger/v1/accounts/A-1")).path("balanceMinor").asLong())
                .isEqualTo(40000);

        post("k-2", payment("A-1", 40000));
        assertThat(json(get("/ledger/v1/accounts/A-1")).path("status").asString())
                .isEqualTo("settled");
        assertThat(ledger.totals().postedMinor()).containsExactly(Map.entry("USD", 41250L));
        assertThat(ledger.totals().unbalanced()).isZero();
        assertThat(ledger.totals().doubledReceipts()).containsExactly("ch_1");
    }

    @Test
    void what_can_never_be_posted_is_refused_with_its_code_and_leaves_no_trace() throws Exception {
        load("text/csv", PORTFOLIO);
        assertThat(refusal(payment("A-9", 100))).isEqualTo("account-unknown");
        assertThat(refusal(payment("A-1", 0))).isEqualTo("amount-impossible");
        assertThat(refusal(payment("A-1", -5))).isEqualTo("amount-impossible");
        assertThat(refusal(payment("A-1", 41251))).isEqualTo("amount-over-balance");
        assertThat(refusal(payment("A-3", 100))).isEqualTo("currency-mismatch");
        assertThat(refusal(payment("A-1", 100).replace("100", "\"100\""))).isEqualTo("amount-impossible");
        assertThat(refusal(payment("A-1", 100).replace("ch_1", ""))).isEqualTo("receipt-missing");
        assertThat(refusal("{\"operation\":\"steal\",\"account\":\"A-1\"}")).isEqualTo("operation-unknown");
        assertThat(refusal(
                        "{\"operation\":\"post-arrangement\",\"account\":\"A-1\",\"kind\":\"plan\",\"instalments\":0}"))
                .isEqualTo("instalments-impossible");
        assertThat(
                        refusal(
                                "{\"operation\":\"post-arrangement\",\"account\":\"A-1\",\"kind\":\"promise\",\"firstDate\":\"soon\"}"))
                .isEqualTo("date-impossible");
        assertThat(refusal("{\"operation\":\"post-note\",\"account\":\"A-1\"}")).isEqualTo("note-missing");
        assertThat(get("/ledger/v1/postings").body()).isEqualTo("[]");
        assertThat(post("k", "[]").statusCode()).isEqualTo(400);
        assertThat(post("k", "{\"a\":1,\"a\":2}").statusCode()).isEqualTo(400);
        assertThat(post("k", "{\"note\":\"" + "x".repeat(70_000) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(post(null, payment("A-1", 1)).statusCode()).isEqualTo(400);
    }

    @Test
    void arrangements_and_notes_are_posted_without_touching_the_balance() throws Exception {
        load("text/csv", PORTFOLIO);
        assertThat(post("k-1", """
                {"operation":"post-arrangement","account":"A-1","kind":"plan","instalments":3,"firstDate":"2026-12-01","amountMinor":41250}""").statusCode()).isEqualTo(201);
        assertThat(post("k-2", "{\"operation\":\"post-note\",\"account\":\"A-1\",\"note\":\"called\",\"by\":7}")
                        .statusCode())
                .isEqualTo(201);
        var account = json(get("/ledger/v1/accounts/A-1"));
        assertThat(account.path("balanceMinor").asLong()).isEqualTo(41250);
        assertThat(account.path("status").asString()).isEqualTo("arranged");
        assertThat(ledger.totals().operations())
                .containsExactly(Map.entry("post-arrangement", 1L), Map.entry("post-note", 1L));
    }

    @Test
    void postings_are_found_by_key_and_listed_in_pages() throws Exception {
        load("text/csv", PORTFOLIO);
        for (int i = 1; i <= 5; i++) {
            post("k-" + i, payment("A-1", i));
        }
        var one = json(get("/ledger/v1/postings?key=k-4"));
        assertThat(one).hasSize(1);
        assertThat(one.get(0).path("amountMinor").asLong()).isEqualTo(4);
        assertThat(one.get(0).path("body").path("receipt").asString()).isEqualTo("ch_1");
        assertThat(json(get("/ledger/v1/postings?key=nothing"))).isEmpty();

        var keys = new ArrayList<String>();
        long after = 0;
        for (var page = json(get("/ledger/v1/postings?limit=2")); !page.isEmpty(); ) {
            assertThat(page.size()).isLessThanOrEqualTo(2);
            for (var posting : page) {
                keys.add(posting.path("key").asString());
                after = posting.path("seq").asLong();
            }
            page = json(get("/ledger/v1/postings?limit=2&after=" + after));
        }
        assertThat(keys).containsExactly("k-1", "k-2", "k-3", "k-4", "k-5");
    }

    @Test
    void many_callers_with_one_key_make_one_posting() throws Exception {
        load("text/csv", PORTFOLIO);
        var answers = new ArrayList<Future<HttpResponse<String>>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                answers.add(callers.submit(() -> post("same", payment("A-1", 100))));
            }
        }
        int made = 0;
        for (var answer : answers) {
            made += answer.get().statusCode() == 201 ? 1 : 0;
        }
        assertThat(made).isEqualTo(1);
        assertThat(json(get("/ledger/v1/accounts/A-1")).path("balanceMinor").asLong())
                .isEqualTo(41150);
    }

    @Test
    void the_books_survive_a_restart_and_refuse_to_be_rewritten() throws Exception {
        load("text/csv", PORTFOLIO);
        post("k-1", payment("A-1", 1250));
        server.stop();
        ledger.close();
        start();
        assertThat(json(get("/ledger/v1/accounts/A-1")).path("balanceMinor").asLong())
                .isEqualTo(40000);
        try (var raw = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("ledger.sqlite"));
                var statement = raw.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("update posting set amount_minor = 1"))
                    .hasMessageContaining("never changed");
            assertThatThrownBy(() -> statement.executeUpdate("delete from entry"))
                    .hasMessageContaining("never deleted");
        }
    }

    @Test
    void a_cut_connection_leaves_a_posting_that_is_found_by_its_key() throws Exception {
        load("text/csv", PORTFOLIO);
        restartWith(Map.of(FaultKind.LEDGER_CUT, 1d));
        assertThatThrownBy(() -> post("k-1", payment("A-1", 1250))).isInstanceOf(IOException.class);
        assertThat(json(get("/ledger/v1/postings?key=k-1"))).hasSize(1);
        assertThat(post("k-1", payment("A-1", 1250)).statusCode()).isEqualTo(200);
        var counts = json(get("/admin/faults"));
        assertThat(counts.path("ledger.cut-after-posting").asInt()).isEqualTo(1);
        assertThat(counts.path("ledger.answered-twice").asInt()).isEqualTo(1);
    }

    @Test
    void a_lost_answer_is_a_503_after_the_posting_and_an_overload_a_503_before_it() throws Exception {
        load("text/csv", PORTFOLIO);
        restartWith(Map.of(FaultKind.LEDGER_ANSWER_LOST, 1d));
        assertThat(post("k-1", payment("A-1", 1250)).statusCode()).isEqualTo(503);
        restartWith(Map.of(FaultKind.LEDGER_UNAVAILABLE, 1d));
        assertThat(post("k-2", payment("A-1", 1250)).statusCode()).isEqualTo(503);
        send("POST", "/admin/faults", "application/json", "{\"on\":false}", null);
        assertThat(json(get("/ledger/v1/postings?key=k-1"))).hasSize(1);
        assertThat(json(get("/ledger/v1/postings?key=k-2"))).isEmpty();
    }

    @Test
    void a_hanging_ledger_answers_in_the_end() throws Exception {
        load("text/csv", PORTFOLIO);
        restartWith(Map.of(FaultKind.LEDGER_HANG, 1d));
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = caller.submit(() -> post("k-1", payment("A-1", 1250)));
            held.await();
            assertThat(answer.isDone()).isFalse();
            release.countDown();
            assertThat(answer.get().statusCode()).isEqualTo(201);
        }
    }

    @Test
    void the_books_can_be_read_searched_and_paged_in_a_browser() throws Exception {
        var many = new StringBuilder("account_id,customer_id,creditor,currency,balance,due_date\n");
        for (int i = 0; i < 120; i++) {
            many.append("P-%03d,C-%03d,<b>Bank</b>,USD,10.00,2026-10-01\n".formatted(i, i / 2));
        }
        load("text/csv", many.toString());
        post("k<1>", payment("P-000", 250));
        var first = get("/ledger").body();
        assertThat(first)
                .contains("P-000", "P-049", "7.50 USD", "&lt;b&gt;Bank")
                .doesNotContain("P-050", "<b>Bank");
        assertThat(first).contains("/ledger?q=&amp;after=P-049");
        assertThat(get("/ledger?after=P-049").body()).contains("P-050", "P-099").doesNotContain("P-100");
        assertThat(get("/ledger?q=C-010").body()).contains("P-020", "P-021").doesNotContain("P-022");
        assertThat(get("/ledger?q=P-11").body()).contains("P-110", "P-119").doesNotContain("P-109");
        assertThat(get("/ledger/postings").body()).contains("post-payment", "2.50 USD", "k&lt;1&gt;");
        assertThat(get("/ledger/accounts/P-000").body()).contains("LR-00000001");
        assertThat(get("/ledger/accounts/none").statusCode()).isEqualTo(404);
    }

    private void restartWith(Map<FaultKind, Double> chosen) {
        server.stop();
        ledger.close();
        rates.clear();
        rates.putAll(chosen);
        start();
        faults.turn(true);
    }

    private static String payment(String account, long amount) {
        return """
                {"operation":"post-payment","account":"%s","amountMinor":%d,"currency":"USD","receipt":"ch_1"}""".formatted(account, amount);
    }

    private String refusal(String body) throws Exception {
        var answer = post("refused", body);
        assertThat(answer.statusCode()).isEqualTo(422);
        return json(answer).path("code").asString();
    }

    private HttpResponse<String> load(String type, String body) throws Exception {
        return send("POST", "/ledger/v1/accounts:load", type, body, null);
    }

    private HttpResponse<String> post(@Nullable String key, String body) throws Exception {
        return send("POST", "/ledger/v1/postings", "application/json", body, key);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "text/plain", "", null);
    }

    private HttpResponse<String> send(String method, String path, String type, String body, @Nullable String key)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
