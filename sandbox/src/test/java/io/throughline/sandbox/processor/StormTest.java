package io.throughline.sandbox.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import io.javalin.Javalin;
import io.throughline.sandbox.faults.FaultKind;
import io.throughline.sandbox.faults.Faults;
import io.throughline.sandbox.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both systems in foul weather: whoever keeps asking with the same key ends with every payment captured once and
/// posted once.
class StormTest {
    private static final String KEY = "sk_test_storm";
    private static final int CASES = 60;
    private static final int TRIES = 50;

    @TempDir
    Path dir;

    @Test
    void captured_equals_posted_whatever_the_weather() throws Exception {
        var rates = new EnumMap<FaultKind, Double>(FaultKind.class);
        for (var kind : FaultKind.values()) {
            rates.put(kind, kind.name().startsWith("WEBHOOK") ? 0 : 0.2);
        }
        try (var faults = new Faults(new Random(20261122), true, rates, _ -> {});
                var ledger = new Ledger(dir, InstantSource.system(), faults);
                var processor = new Processor(
                        dir,
                        InstantSource.system(),
                        InstantSource.system(),
                        new Random(2),
                        ProcessorSettings.of(KEY, "whsec_storm", null),
                        faults);
                var http = HttpClient.newHttpClient()) {
            var server = Javalin.start(config -> {
                config.startup.showJavalinBanner = false;
                config.concurrency.useVirtualThreads = true;
                config.jetty.host = "127.0.0.1";
                config.jetty.port = 0;
                ledger.register(config.routes);
                processor.register(config.routes);
            });
            try {
                var origin = URI.create("http://127.0.0.1:" + server.port());
                load(http, origin);
                try (var people = Executors.newFixedThreadPool(8)) {
                    for (int i = 0; i < CASES; i++) {
                        int number = i;
                        people.submit(() -> resolve(http, origin, number));
                    }
                }
            } finally {
                server.stop();
            }
            long all = CASES * 1000L + CASES * (CASES - 1L) / 2;
            assertThat(processor.charges().capturedMinor()).containsEntry("USD", all);
            assertThat(processor.charges().charges()).isEqualTo(CASES);
            assertThat(processor.charges().duplicates()).isEmpty();
            assertThat(ledger.totals().postedMinor()).containsEntry("USD", all);
            assertThat(ledger.totals().doubledReceipts()).isEmpty();
            assertThat(ledger.totals().unbalanced()).isZero();
            assertThat(faults.counts().entrySet())
                    .filteredOn(count -> !count.getKey().startsWith("webhook"))
                    .allSatisfy(count -> assertThat(count.getValue()).isPositive());
        }
    }

    private static void load(HttpClient http, URI origin) throws IOException, InterruptedException {
        var rows = new StringBuilder("account_id,customer_id,currency,balance,due_date\n");
        for (int i = 0; i < CASES; i++) {
            rows.append("A-").append(i).append(",C-1,USD,100.00,2026-10-01\n");
        }
        http.send(
                HttpRequest.newBuilder(origin.resolve("/ledger/v1/accounts:load"))
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(rows.toString()))
                        .build(),
                BodyHandlers.discarding());
    }

    private static boolean resolve(HttpClient http, URI origin, int number) throws Exception {
        Session session = open(origin, number);
        for (int click = 0; click < 2; click++) {
            http.send(
                    HttpRequest.newBuilder(URI.create(session.getUrl()))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("cardNumber=4242424242424242&expiry=0430&cvc=123"))
                            .build(),
                    BodyHandlers.discarding());
        }
        String body = """
                {"operation":"post-payment","account":"A-%d","amountMinor":%d,"currency":"USD","receipt":"%s"}""".formatted(number, 1000 + number, session.getId());
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                int status = http.send(
                                HttpRequest.newBuilder(origin.resolve("/ledger/v1/postings"))
                                        .header("Idempotency-Key", "post-" + number)
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode();
                if (status == 201 || status == 200) {
                    return true;
                }
            } catch (IOException _) {
                // the connection was cut; the key tells whether it was posted
            }
        }
        throw new AssertionError("the ledger never answered");
    }

    private static Session open(URI origin, int number) throws StripeException {
        var stripe = StripeClient.builder()
                .setApiKey(KEY)
                .setApiBase(origin.toString())
                .setMaxNetworkRetries(0)
                .build();
        var params = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl("http://127.0.0.1:1/done")
                .addLineItem(LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(LineItem.PriceData.builder()
                                .setCurrency("usd")
                                .setUnitAmount(1000L + number)
                                .setProductData(LineItem.PriceData.ProductData.builder()
                                        .setName("Debt")
                                        .build())
                                .build())
                        .build())
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata("case", "case-" + number)
                        .putMetadata("attempt", "1")
                        .build())
                .build();
        var options =
                RequestOptions.builder().setIdempotencyKey("open-" + number).build();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                return stripe.v1().checkout().sessions().create(params, options);
            } catch (StripeException e) {
                if (e.getStatusCode() == null || e.getStatusCode() < 500) {
                    throw e;
                }
            }
        }
        throw new AssertionError("the processor never answered");
    }
}
