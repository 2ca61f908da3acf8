package io.throughline.platform.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.throughline.engine.Money;
import io.throughline.platform.cases.CasePayments;
import io.throughline.platform.cases.CasePayments.CasePayment;
import io.throughline.platform.payments.PaymentProcessor;
import io.throughline.platform.records.SystemOfRecord.Lookup;
import io.throughline.platform.records.SystemOfRecord.Posting;
import io.throughline.platform.records.SystemOfRecord.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The ledger's client over real HTTP, and the reconciliation that reads through it.
class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    private static final Money TEN = new Money(1_000, "USD");
    private final Map<String, Answer> answers = new HashMap<>();
    private HttpServer server;
    private Ledger ledger;

    /// @param status 0 cuts the connection, -1 never answers
    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            exchange.getRequestBody().readAllBytes();
            var answer = answers.getOrDefault(request, new Answer(404, "{}"));
            if (answer.status() == -1) {
                return;
            }
            if (answer.status() > 0) {
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        ledger = new Ledger(
                new LedgerSettings(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500)),
                new JsonMapper(),
                () -> NOW);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_account_becomes_facts() throws Exception {
        answers.put("GET /ledger/v1/accounts/AC%201", new Answer(200, """
                {"id":"AC 1","customerId":"C-1","creditor":"Meridian","currency":"USD","balanceMinor":48000,
                 "originalBalanceMinor":50000,"dueDate":"2026-09-01","daysPastDue":82,"brokenPromises":1,"status":"open"}
                """));
        assertThat(ledger.read("account", "AC 1"))
                .isEqualTo(new Reading.Found(
                        Map.of(
                                "id", "AC 1",
                                "customerId", "C-1",
                                "creditor", "Meridian",
                                "balance", new Money(48_000, "USD").toFact(),
                                "dueDate", "2026-09-01",
                                "daysPastDue", 82L,
                                "brokenPromises", 1L),
                        NOW));
        assertThat(ledger.read("account", "none")).isInstanceOf(Reading.Missing.class);
    }

    @Test
    void a_ledger_that_fails_cuts_hangs_or_talks_nonsense_is_unavailable_and_its_posting_unknown() throws Exception {
        for (var answer : List.of(
                new Answer(503, ""),
                new Answer(500, "{}"),
                new Answer(0, ""),
                new Answer(-1, ""),
                new Answer(200, "<p>"))) {
            answers.put("GET /ledger/v1/accounts/A", answer);
            answers.put("POST /ledger/v1/postings", answer);
            answers.put("GET /ledger/v1/postings?key=k", answer);
            assertThat(ledger.read("account", "A")).isInstanceOf(Reading.Unavailable.class);
            assertThat(ledger.post("post-note", Map.of(), "k")).isInstanceOf(Posting.Unknown.class);
            assertThat(ledger.lookUp("k")).isInstanceOf(Lookup.Unavailable.class);
        }
    }

    @Test
    void a_posting_is_confirmed_rejected_or_found_by_its_key() throws Exception {
        answers.put("POST /ledger/v1/postings", new Answer(201, "{\"receipt\":\"L-1\",\"postedAt\":\"" + NOW + "\"}"));
        assertThat(ledger.post("post-payment", Map.of(), "k")).isEqualTo(new Posting.Confirmed("L-1", NOW));
        answers.put("POST /ledger/v1/postings", new Answer(422, "{\"code\":\"account-unknown\",\"message\":\"no\"}"));
        assertThat(ledger.post("post-payment", Map.of(), "k")).isEqualTo(new Posting.Rejected("account-unknown", "no"));
        answers.put("POST /ledger/v1/postings", new Answer(409, "{\"code\":\"key-reused\"}"));
        assertThat(ledger.post("post-payment", Map.of(), "k"))
                .isEqualTo(new Posting.Rejected("key-reused", "the ledger answered 409"));
        answers.put("GET /ledger/v1/postings?key=k", new Answer(200, "[" + posting(1, "k", "pi_1", 1_000) + "]"));
        assertThat(ledger.lookUp("k")).isEqualTo(new Lookup.Posted("L-1", NOW));
        answers.put("GET /ledger/v1/postings?key=k", new Answer(200, "[]"));
        assertThat(ledger.lookUp("k")).isEqualTo(new Lookup.Absent());
    }

    @Test
    void reconciliation_names_every_difference() throws Exception {
        answers.put(
                "GET /ledger/v1/postings?after=0&limit=500",
                new Answer(
                        200,
                        "[" + posting(1, "w1", "pi_1", 1_000) + "," + posting(2, "w3", "pi_3", 900) + ","
                                + posting(7, "w4", "pi_4", 1_000) + "]"));
        answers.put("GET /ledger/v1/postings?after=7&limit=500", new Answer(200, "[]"));
        CasePayments cases = taker -> List.of("pi_1", "pi_2", "pi_3")
                .forEach(receipt -> taker.accept(new CasePayment("case " + receipt, "pay", TEN, receipt)));
        var report = new Reconcile(new Charges("pi_1", "pi_2", "pi_3"), ledger, cases).run();
        assertThat(report.captured()).isEqualTo(3_000);
        assertThat(report.posted()).isEqualTo(2_900);
        assertThat(report.onCases()).isEqualTo(3_000);
        assertThat(report.currency()).isEqualTo("USD");
        assertThat(report.differences())
                .extracting(d -> d.receipt() + " " + d.what())
                .containsExactly("pi_2 not posted", "pi_3 amounts differ", "pi_4 not captured, not on a case");
    }

    @Test
    void reconciliation_of_what_agrees_has_no_difference() throws Exception {
        answers.put(
                "GET /ledger/v1/postings?after=0&limit=500",
                new Answer(200, "[" + posting(1, "w1", "pi_1", 1_000) + "]"));
        answers.put("GET /ledger/v1/postings?after=1&limit=500", new Answer(200, "[]"));
        var report = new Reconcile(
                        new Charges("pi_1"), ledger, taker -> taker.accept(new CasePayment("c", "pay", TEN, "pi_1")))
                .run();
        assertThat(report).isEqualTo(new Reconcile.Report(1_000, 1_000, 1_000, "USD", List.of()));
    }

    private static String posting(int seq, String key, String receipt, int minor) {
        return """
                {"seq":%d,"key":"%s","operation":"post-payment","account":"A","amountMinor":%d,"currency":"USD",
                 "receipt":"L-1","postedAt":"%s","body":{"receipt":"%s"}}
                """.formatted(seq, key, minor, NOW, receipt);
    }

    /// One charge a page.
    private record Charges(List<String> ids) implements PaymentProcessor {
        Charges(String... ids) {
            this(List.of(ids));
        }

        @Override
        public List<Charge> charges(@Nullable String after, int limit) {
            int next = after == null ? 0 : ids.indexOf(after) + 1;
            return next == ids.size()
                    ? List.of()
                    : List.of(new Charge(ids.get(next), "case " + ids.get(next), "key " + next, TEN, NOW));
        }

        @Override
        public Answer open(Checkout checkout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Answer read(String sessionId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Answer expire(String sessionId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Notice notice(String payload, String signatureHeader) {
            throw new UnsupportedOperationException();
        }
    }
}
