package io.throughline.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.net.Webhook;
import io.javalin.Javalin;
import io.throughline.engine.Money;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import io.throughline.platform.payments.PaymentProcessor.BadSignature;
import io.throughline.platform.payments.PaymentProcessor.Charge;
import io.throughline.platform.payments.PaymentProcessor.Checkout;
import io.throughline.platform.payments.PaymentProcessor.Notice;
import io.throughline.sandbox.faults.Faults;
import io.throughline.sandbox.processor.Processor;
import io.throughline.sandbox.processor.ProcessorSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The port against the sandbox's processor, over real HTTP and through the official SDK.
class StripeProcessorTest {
    private static final String KEY = "sk_test_port";
    private static final String SECRET = "whsec_port";
    private static final Money DUE = new Money(48_000, "USD");

    @TempDir
    Path dir;

    private final Instant now = Instant.parse("2026-11-22T15:00:00Z");
    private final Faults faults = new Faults(new Random(7), false);
    private Processor sandbox;
    private Javalin server;
    private StripeProcessor stripe;

    @BeforeEach
    void start() {
        sandbox = new Processor(
                dir, () -> now, InstantSource.system(), new Random(1), ProcessorSettings.of(KEY, SECRET, null), faults);
        server = Javalin.start(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            sandbox.register(config.routes);
        });
        stripe = at("http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() {
        server.stop();
        faults.close();
        sandbox.close();
    }

    private static StripeProcessor at(String base) {
        return new StripeProcessor(
                new StripeSettings(
                        base, KEY, SECRET, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofDays(30)),
                Clock.systemUTC());
    }

    private static Checkout checkout(String key, Money amount) {
        return new Checkout(
                key,
                "case-1",
                1,
                amount,
                "Balance",
                "http://127.0.0.1:1/r/returned?payment=k",
                "http://127.0.0.1:1/back");
    }

    @Test
    void a_session_is_opened_once_under_its_key_and_read_back_as_paid() throws Exception {
        var open = (Answer.Open) stripe.open(checkout("k1", DUE));
        assertThat(stripe.open(checkout("k1", DUE))).isEqualTo(open);
        assertThat(stripe.read(open.sessionId())).isInstanceOf(Answer.Open.class);

        var paid = pay(open, "4242424242424242");
        assertThat(paid.headers().firstValue("Location"))
                .contains("http://127.0.0.1:1/r/returned?payment=k&session_id=" + open.sessionId());
        var answer = (Answer.Paid) stripe.read(open.sessionId());
        assertThat(answer.amount()).isEqualTo(DUE);
        assertThat(answer.brand()).isEqualTo("visa");
        assertThat(answer.lastFour()).isEqualTo("4242");
        assertThat(answer.receipt()).startsWith("pi_");
        assertThat(stripe.expire(open.sessionId())).isEqualTo(answer);
    }

    @Test
    void an_unpaid_session_is_closed_with_its_last_decline() throws Exception {
        var declined = (Answer.Open) stripe.open(checkout("k1", DUE));
        pay(declined, "4000000000009995");
        assertThat(stripe.read(declined.sessionId())).isInstanceOf(Answer.Open.class);
        assertThat(stripe.expire(declined.sessionId()))
                .isEqualTo(new Answer.Closed(declined.sessionId(), "insufficient_funds"));
        var untouched = (Answer.Open) stripe.open(checkout("k2", DUE));
        assertThat(stripe.expire(untouched.sessionId())).isEqualTo(new Answer.Closed(untouched.sessionId(), null));
    }

    @Test
    void charges_come_in_pages_with_case_and_key_and_without_what_was_not_captured() throws Exception {
        for (int i = 1; i <= 5; i++) {
            var open = (Answer.Open) stripe.open(checkout("k" + i, new Money(100L * i, "USD")));
            pay(open, i == 3 ? "4000000000000002" : "4242424242424242");
        }
        var all = new ArrayList<Charge>();
        var page = stripe.charges(null, 2);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = stripe.charges(page.getLast().id(), 2);
        }
        assertThat(all).extracting(Charge::key).containsExactly("k5", "k4", "k2", "k1");
        assertThat(all).extracting(charge -> charge.amount().minor()).containsExactly(500L, 400L, 200L, 100L);
        assertThat(all).extracting(Charge::caseId).containsOnly("case-1");
    }

    @Test
    void a_wrong_request_is_refused_and_silence_is_unknown() throws Exception {
        stripe.open(checkout("k1", DUE));
        assertThat(stripe.open(checkout("k1", new Money(1, "USD")))).isInstanceOf(Answer.Refused.class);
        assertThat(stripe.read("cs_none")).isInstanceOf(Answer.Unknown.class);
        var nobody = at("http://127.0.0.1:" + closedPort());
        assertThat(nobody.open(checkout("k9", DUE))).isInstanceOf(Answer.Unknown.class);
        assertThat(nobody.read("cs_1")).isInstanceOf(Answer.Unknown.class);
        assertThatThrownBy(() -> nobody.charges(null, 10)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_webhook_counts_only_as_it_was_signed() throws Exception {
        String event = """
                {"id":"evt_1","object":"event","type":"checkout.session.completed",
                 "data":{"object":{"object":"checkout.session","id":"cs_1"}}}
                """;
        String signature = Webhook.Signature.generateSignatureHeader(event, SECRET);
        assertThat(stripe.notice(event, signature))
                .isEqualTo(new Notice("evt_1", "checkout.session.completed", "cs_1"));
        assertThatThrownBy(() -> stripe.notice(event.replace("cs_1", "cs_2"), signature))
                .isInstanceOf(BadSignature.class);
        assertThatThrownBy(() -> stripe.notice(event, "nonsense")).isInstanceOf(BadSignature.class);
        String other = Webhook.Signature.generateSignatureHeader(event, "whsec_other");
        assertThatThrownBy(() -> stripe.notice(event, other)).isInstanceOf(BadSignature.class);
        for (String odd : new String[] {"{", "[]", "3", "{}"}) {
            String signed = Webhook.Signature.generateSignatureHeader(odd, SECRET);
            assertThatThrownBy(() -> stripe.notice(odd, signed)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static HttpResponse<String> pay(Answer.Open open, String card) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(open.url()))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("cardNumber=" + card + "&expiry=04%2F30&cvc=123"))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
