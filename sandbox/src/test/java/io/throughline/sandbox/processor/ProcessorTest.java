package io.throughline.sandbox.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.javalin.Javalin;
import io.throughline.sandbox.faults.FaultKind;
import io.throughline.sandbox.faults.Faults;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The processor as a merchant meets it through the official SDK, and as a person meets it on the hosted page.
class ProcessorTest {
    private static final String KEY = "sk_test_books";
    private static final String SECRET = "whsec_books";
    private static final String GOOD = "4242 4242 4242 4242";

    @TempDir
    Path dir;

    private volatile Instant now = Instant.parse("2026-11-22T15:00:00Z");
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger refuseFirst = new AtomicInteger();
    private Faults faults;
    private Processor processor;
    private Javalin server;
    private Javalin merchant;
    private StripeClient stripe;

    @BeforeEach
    void start() {
        merchant = Javalin.start(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            config.routes.post("/webhooks/stripe", ctx -> {
                var event = Webhook.constructEvent(ctx.body(), ctx.header("Stripe-Signature"), SECRET);
                if (refuseFirst.getAndDecrement() > 0) {
                    ctx.status(503);
                    return;
                }
                heard.add(event);
            });
        });
        open();
    }

    private void open() {
        faults = new Faults(new Random(7), false, rates, _ -> {
            held.countDown();
            release.await();
        });
        var settings = new ProcessorSettings(
                KEY,
                SECRET,
                URI.create("http://127.0.0.1:" + merchant.port() + "/webhooks/stripe"),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(1));
        processor = new Processor(dir, () -> now, InstantSource.system(), new Random(1), settings, faults);
        server = Javalin.start(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            processor.register(config.routes);
        });
        processor.start();
        stripe = client(KEY);
    }

    private StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase("http://127.0.0.1:" + server.port())
                .setMaxNetworkRetries(0)
                .build();
    }

    @AfterEach
    void stop() {
        release.countDown();
        close();
        merchant.stop();
        http.close();
    }

    private void close() {
        server.stop();
        faults.close();
        processor.close();
    }

    @Test
    void a_person_pays_on_the_hosted_page_and_the_merchant_reads_it_back_and_hears_of_it() throws Exception {
        Session session = create("case-1", "1", 41250, null);
        assertThat(session.getStatus()).isEqualTo("open");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getAmountTotal()).isEqualTo(41250);
        assertThat(session.getPaymentIntent()).isNull();
        assertThat(session.getExpiresAt())
                .isEqualTo(now.plus(Duration.ofHours(24)).getEpochSecond());
        assertThat(session.getUrl()).isEqualTo(base() + "/c/pay/" + session.getId());

        Document page = Jsoup.parse(get(session.getUrl()).body());
        assertThat(page.select("input[name=cardNumber],input[name=expiry],input[name=cvc]"))
                .hasSize(3);
        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("[data-act=cancel]").attr("href")).isEqualTo("http://127.0.0.1:1/back");
        for (var input : page.select("main input")) {
            assertThat(page.select("label[for=" + input.id() + "]")).hasSize(1);
        }

        var paid = pay(session, GOOD);
        assertThat(paid.statusCode()).isEqualTo(303);
        assertThat(location(paid)).isEqualTo("http://127.0.0.1:1/done?s=" + session.getId());

        Session read = stripe.v1()
                .checkout()
                .sessions()
                .retrieve(
                        session.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent.latest_charge")
                                .build());
        assertThat(read.getStatus()).isEqualTo("complete");
        assertThat(read.getPaymentStatus()).isEqualTo("paid");
        assertThat(read.getUrl()).isNull();
        PaymentIntent intent = read.getPaymentIntentObject();
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getAmountReceived()).isEqualTo(41250);
        assertThat(intent.getMetadata()).containsEntry("case", "case-1").containsEntry("attempt", "1");
        var charge = intent.getLatestChargeObject();
        assertThat(charge.getPaid()).isTrue();
        assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
        assertThat(charge.getPaymentMethodDetails().getCard().getBrand()).isEqualTo("visa");

        await(() -> heard.size() == 2);
        assertThat(heard)
                .extracting(Event::getType)
                .containsExactlyInAnyOrder("checkout.session.completed", "payment_intent.succeeded");
        for (Event event : heard) {
            assertThat(event.getDataObjectDeserializer().getObject()).isPresent();
        }
        await(() -> processor.waitingWebhooks() == 0);

        var report = processor.charges();
        assertThat(report.capturedMinor()).containsExactly(Map.entry("USD", 41250L));
        assertThat(report.duplicates()).isEmpty();
        assertThat(report.obligations())
                .containsExactly(new ChargeReport.Obligation("case-1", "1", "USD", 41250, 1, charge.getId()));
        assertThat(get(base() + "/admin/charges").body()).contains("\"capturedMinor\":{\"USD\":41250}");
    }

    @Test
    void a_paid_session_sends_every_later_visitor_on_and_never_charges_again() throws Exception {
        Session session = create("case-1", "1", 1000, null);
        var answers = new ArrayList<Future<HttpResponse<String>>>();
        try (var clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                answers.add(clicks.submit(() -> pay(session, GOOD)));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(303);
        }
        assertThat(location(get(session.getUrl()))).contains(session.getId());
        assertThat(processor.charges().charges()).isEqualTo(1);
    }

    @Test
    void a_declined_card_is_told_on_the_page_and_another_may_be_tried() throws Exception {
        Session session = create("case-1", "1", 1000, null);
        assertThat(errorOn(pay(session, "4000000000000002"))).contains("Your card was declined.");
        assertThat(errorOn(pay(session, "4000000000009995"))).contains("insufficient funds");
        assertThat(errorOn(pay(session, "4111111111111111"))).contains("Use a test card");
        assertThat(errorOn(pay(session, "4242424242424241"))).contains("Enter the card number");
        assertThat(errorOn(pay(session, GOOD, "01/20", "1"))).contains("expiry date", "security code");

        var read = stripe.v1().checkout().sessions().retrieve(session.getId());
        assertThat(read.getStatus()).isEqualTo("open");
        var intent = stripe.v1().paymentIntents().retrieve(read.getPaymentIntent());
        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        assertThat(intent.getLastPaymentError().getCode()).isEqualTo("card_declined");
        assertThat(intent.getLastPaymentError().getDeclineCode()).isEqualTo("test_mode_live_card");
        await(() -> heard.size() == 3);
        assertThat(heard).extracting(Event::getType).containsOnly("payment_intent.payment_failed");

        assertThat(pay(session, GOOD).statusCode()).isEqualTo(303);
        assertThat(stripe.v1()
                        .paymentIntents()
                        .retrieve(read.getPaymentIntent())
                        .getStatus())
                .isEqualTo("succeeded");
        assertThat(processor.charges().charges()).isEqualTo(1);
        assertThat(processor.charges().refused()).isEqualTo(3);
    }

    @Test
    void a_challenge_is_approved_failed_or_overtaken_by_another_card() throws Exception {
        Session session = create("case-1", "1", 1000, null);
        String first = challengeOn(pay(session, "4000002500003155"));
        var intent = stripe.v1().checkout().sessions().retrieve(session.getId()).getPaymentIntent();
        assertThat(stripe.v1().paymentIntents().retrieve(intent).getStatus()).isEqualTo("requires_action");
        assertThat(errorOn(prove(session, first, "fail"))).contains("unable to authenticate");
        assertThat(stripe.v1()
                        .paymentIntents()
                        .retrieve(intent)
                        .getLastPaymentError()
                        .getCode())
                .isEqualTo("payment_intent_authentication_failure");

        String second = challengeOn(pay(session, "4000002500003155"));
        String third = challengeOn(pay(session, "4000002500003155"));
        assertThat(prove(session, second, "approve").statusCode())
                .as("an overtaken challenge charges nothing")
                .isEqualTo(200);
        assertThat(processor.charges().charges()).isZero();
        assertThat(prove(session, third, "approve").statusCode()).isEqualTo(303);
        assertThat(prove(session, third, "approve").statusCode()).isEqualTo(303);
        assertThat(processor.charges().charges()).isEqualTo(1);
    }

    @Test
    void a_card_may_be_charged_although_its_page_times_out() throws Exception {
        Session session = create("case-1", "1", 1000, null);
        try (var person = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = person.submit(() -> pay(session, "4000000000004954"));
            held.await();
            assertThat(stripe.v1()
                            .checkout()
                            .sessions()
                            .retrieve(session.getId())
                            .getPaymentStatus())
                    .isEqualTo("paid");
            release.countDown();
            assertThat(answer.get().statusCode()).isEqualTo(504);
        }
        assertThat(pay(session, GOOD).statusCode()).isEqualTo(303);
        assertThat(processor.charges().charges()).isEqualTo(1);
    }

    @Test
    void a_session_ends_with_its_time_and_cannot_be_paid_then() throws Exception {
        Session session = create("case-1", "1", 1000, now.plus(Duration.ofMinutes(30)));
        pay(session, "4000000000000002");
        now = now.plus(Duration.ofMinutes(30));
        var late = pay(session, GOOD);
        assertThat(late.statusCode()).isEqualTo(410);
        Session read = stripe.v1().checkout().sessions().retrieve(session.getId());
        assertThat(read.getStatus()).isEqualTo("expired");
        assertThat(stripe.v1()
                        .paymentIntents()
                        .retrieve(read.getPaymentIntent())
                        .getStatus())
                .isEqualTo("canceled");
        await(() -> heard.stream().anyMatch(event -> event.getType().equals("checkout.session.expired")));
        assertThat(processor.charges().charges()).isZero();
    }

    @Test
    void time_alone_ends_a_session_and_the_merchant_hears_of_it() throws Exception {
        create("case-1", "1", 1000, null);
        now = now.plus(Duration.ofHours(24));
        await(() -> heard.size() == 1);
        assertThat(heard.getFirst().getType()).isEqualTo("checkout.session.expired");
    }

    @Test
    void the_merchant_ends_a_session_once() throws Exception {
        Session session = create("case-1", "1", 1000, null);
        assertThat(stripe.v1().checkout().sessions().expire(session.getId()).getStatus())
                .isEqualTo("expired");
        assertThat(get(session.getUrl()).statusCode()).isEqualTo(410);
        assertThatThrownBy(() -> stripe.v1().checkout().sessions().expire(session.getId()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("status of `expired`");
        assertThat(get(base() + "/c/pay/cs_test_none").statusCode()).isEqualTo(404);
    }

    @Test
    void the_same_key_gives_the_same_answer_and_other_parameters_are_refused() throws Exception {
        Session first = create("case-1", "1", 1000, null, "key-1");
        Session again = create("case-1", "1", 1000, null, "key-1");
        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThat(first.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .isEmpty();
        assertThat(first.getLastResponse().requestId()).startsWith("req_");
        var reused = catchThrowableOfType(IdempotencyException.class, () -> create("case-1", "1", 1001, null, "key-1"));
        assertThat(reused.getStatusCode()).isEqualTo(400);
        assertThat(reused.getMessage()).contains("key-1");

        now = now.plus(Duration.ofHours(25));
        assertThat(create("case-1", "1", 1000, null, "key-1").getId())
                .as("keys are forgotten after a day")
                .isNotEqualTo(first.getId());
    }

    @Test
    void a_wrong_call_is_not_remembered_under_its_key() throws Exception {
        assertThatThrownBy(() -> create("case-1", "1", 0, null, "key-1")).isInstanceOf(InvalidRequestException.class);
        assertThat(create("case-1", "1", 5, null, "key-1").getAmountTotal()).isEqualTo(5);
    }

    @Test
    void a_key_that_is_being_used_is_a_conflict() throws Exception {
        faultsOn(Map.of(FaultKind.PROCESSOR_HANG_AFTER, 1d));
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = caller.submit(() -> create("case-1", "1", 1000, null, "key-1"));
            held.await();
            assertThatThrownBy(() -> create("case-1", "1", 1000, null, "key-1"))
                    .isInstanceOfSatisfying(StripeException.class, e -> {
                        assertThat(e.getStatusCode()).isEqualTo(409);
                        assertThat(e.getCode()).isEqualTo("idempotency_key_in_use");
                    });
            release.countDown();
            var first = slow.get(); // the key is free once the first call has left
            assertThat(create("case-1", "1", 1000, null, "key-1").getId()).isEqualTo(first.getId());
        }
    }

    @Test
    void an_error_after_the_work_is_cleared_up_by_asking_again_with_the_key() throws Exception {
        faultsOn(Map.of(FaultKind.PROCESSOR_ERROR_AFTER, 1d));
        assertThatThrownBy(() -> create("case-1", "1", 1000, null, "key-1")).isInstanceOf(ApiException.class);
        Session answered = create("case-1", "1", 1000, null, "key-1");
        var listed = stripe.v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder().build());
        assertThat(listed.getData()).extracting(Session::getId).containsExactly(answered.getId());
        assertThat(faults.counts()).containsEntry("processor.error-after", 1L);
    }

    @Test
    void errors_come_in_the_shape_the_sdk_knows() throws Exception {
        assertThatThrownBy(
                        () -> client("sk_test_other").v1().checkout().sessions().retrieve("cs_test_1"))
                .isInstanceOf(AuthenticationException.class);
        var missing = catchThrowableOfType(
                InvalidRequestException.class,
                () -> stripe.v1().checkout().sessions().retrieve("cs_test_1"));
        assertThat(missing.getStatusCode()).isEqualTo(404);
        assertThat(missing.getCode()).isEqualTo("resource_missing");
        assertThat(missing.getRequestId()).startsWith("req_");
        assertThat(missing.getStripeError().getRequestLogUrl()).endsWith(missing.getRequestId());
        var incomplete = catchThrowableOfType(
                InvalidRequestException.class,
                () -> stripe.v1()
                        .checkout()
                        .sessions()
                        .create(SessionCreateParams.builder()
                                .setMode(SessionCreateParams.Mode.PAYMENT)
                                .setSuccessUrl("http://127.0.0.1:1/done")
                                .build()));
        assertThat(incomplete.getParam()).isEqualTo("line_items");
        assertThatThrownBy(() -> create("c", "1", 1000, now.plus(Duration.ofMinutes(29))))
                .hasMessageContaining("at least 30 minutes");
        assertThatThrownBy(() -> create("c", "1", 1000, now.plus(Duration.ofHours(25))))
                .hasMessageContaining("at most 24 hours");
        assertThat(get(base() + "/v1/nothing").statusCode()).isEqualTo(401);
    }

    @Test
    void lists_come_newest_first_in_pages() throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 1; i <= 5; i++) {
            Session session = create("case-" + i, "1", 100L * i, null);
            ids.addFirst(session.getId());
            pay(session, GOOD);
        }
        var page = stripe.v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder().setLimit(2L).build());
        assertThat(page.getHasMore()).isTrue();
        var read = new ArrayList<String>();
        for (Session session : page.autoPagingIterable()) {
            read.add(session.getId());
        }
        assertThat(read).isEqualTo(ids);

        var newest = stripe.v1()
                .paymentIntents()
                .list(PaymentIntentListParams.builder()
                        .setLimit(1L)
                        .addExpand("data.latest_charge")
                        .build());
        assertThat(newest.getData().getFirst().getAmount()).isEqualTo(500);
        assertThat(newest.getData().getFirst().getLatestChargeObject().getAmount())
                .isEqualTo(500);
        var next = stripe.v1()
                .paymentIntents()
                .list(PaymentIntentListParams.builder()
                        .setLimit(4L)
                        .setStartingAfter(newest.getData().getFirst().getId())
                        .build());
        assertThat(next.getData()).extracting(PaymentIntent::getAmount).containsExactly(400L, 300L, 200L, 100L);
        assertThat(next.getHasMore()).isFalse();

        var byIntent = stripe.v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder()
                        .setPaymentIntent(newest.getData().getFirst().getId())
                        .build());
        assertThat(byIntent.getData()).extracting(Session::getId).containsExactly(ids.getFirst());
    }

    @Test
    void intents_are_confirmed_declined_and_cancelled_by_the_merchant() throws Exception {
        var intents = stripe.v1().paymentIntents();
        PaymentIntent intent = intents.create(PaymentIntentCreateParams.builder()
                .setAmount(700L)
                .setCurrency("usd")
                .putMetadata("case", "case-9")
                .build());
        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        var declined = catchThrowableOfType(
                CardException.class,
                () -> intents.confirm(
                        intent.getId(),
                        PaymentIntentConfirmParams.builder()
                                .setPaymentMethod("pm_card_chargeDeclined")
                                .build()));
        assertThat(declined.getStatusCode()).isEqualTo(402);
        assertThat(declined.getDeclineCode()).isEqualTo("generic_decline");
        assertThat(declined.getStripeError().getPaymentIntent().getId()).isEqualTo(intent.getId());
        assertThat(intents.confirm(
                                intent.getId(),
                                PaymentIntentConfirmParams.builder()
                                        .setPaymentMethod("pm_card_visa")
                                        .build())
                        .getStatus())
                .isEqualTo("succeeded");
        assertThatThrownBy(() -> intents.cancel(intent.getId())).hasMessageContaining("status of succeeded");

        PaymentIntent other = intents.create(PaymentIntentCreateParams.builder()
                .setAmount(700L)
                .setCurrency("usd")
                .build());
        assertThat(intents.cancel(
                                other.getId(),
                                PaymentIntentCancelParams.builder()
                                        .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                                        .build())
                        .getStatus())
                .isEqualTo("canceled");
        assertThat(intents.retrieve(
                                intent.getId(),
                                PaymentIntentRetrieveParams.builder()
                                        .addExpand("latest_charge")
                                        .build())
                        .getLatestChargeObject()
                        .getStatus())
                .isEqualTo("succeeded");
    }

    @Test
    void an_event_is_sent_again_until_it_is_taken_and_across_a_restart() throws Exception {
        refuseFirst.set(5);
        pay(create("case-1", "1", 1000, null), GOOD);
        close();
        open();
        await(() -> heard.size() == 2);
        await(() -> processor.waitingWebhooks() == 0);
        assertThat(processor.charges().charges()).isEqualTo(1);
    }

    @Test
    void under_faults_an_event_comes_twice_with_one_id() throws Exception {
        faultsOn(Map.of(FaultKind.WEBHOOK_DOUBLE, 1d));
        pay(create("case-1", "1", 1000, null), GOOD);
        await(() -> heard.size() == 4);
        assertThat(heard.stream().map(Event::getId).distinct()).hasSize(2);
        assertThat(faults.counts()).containsEntry("webhook.double", 2L);
    }

    @Test
    void a_lost_event_and_one_held_back_arrive_in_the_end() throws Exception {
        faultsOn(Map.of(FaultKind.WEBHOOK_LOST, 0.5, FaultKind.WEBHOOK_REORDER, 1d));
        for (int i = 0; i < 5; i++) {
            pay(create("case-" + i, "1", 1000, null), GOOD);
        }
        await(() -> processor.waitingWebhooks() == 0);
        assertThat(heard.stream().map(Event::getId).distinct()).hasSize(10);
        assertThat(faults.counts().get("webhook.lost-then-late")).isPositive();
        assertThat(faults.counts().get("webhook.reorder")).isPositive();
    }

    @Test
    void no_card_number_is_written_anywhere() throws Exception {
        Session session = create("case-1", "1", 1000, null);
        pay(session, "4000002500003155");
        pay(session, "4000000000000002");
        pay(session, GOOD);
        close();
        try (var files = Files.list(dir)) {
            for (Path file : files.toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).doesNotContain("4242424242424242", "4000002500003155", "4000000000000002", GOOD);
            }
        }
        open();
    }

    private void faultsOn(Map<FaultKind, Double> chosen) {
        close();
        rates.clear();
        rates.putAll(chosen);
        open();
        faults.turn(true);
    }

    private Session create(String caseRef, String attempt, long amount, @Nullable Instant expiresAt)
            throws StripeException {
        return create(caseRef, attempt, amount, expiresAt, null);
    }

    private Session create(
            String caseRef, String attempt, long amount, @Nullable Instant expiresAt, @Nullable String key)
            throws StripeException {
        var params = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl("http://127.0.0.1:1/done?s={CHECKOUT_SESSION_ID}")
                .setCancelUrl("http://127.0.0.1:1/back")
                .setClientReferenceId(caseRef)
                .putMetadata("case", caseRef)
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(SessionCreateParams.LineItem.PriceData.builder()
                                .setCurrency("usd")
                                .setUnitAmount(amount)
                                .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                        .setName("Payment to Northwind Bank")
                                        .build())
                                .build())
                        .build())
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata("case", caseRef)
                        .putMetadata("attempt", attempt)
                        .build());
        if (expiresAt != null) {
            params.setExpiresAt(expiresAt.getEpochSecond());
        }
        var options = RequestOptions.builder();
        if (key != null) {
            options.setIdempotencyKey(key);
        }
        return stripe.v1().checkout().sessions().create(params.build(), options.build());
    }

    private HttpResponse<String> pay(Session session, String number) throws Exception {
        return pay(session, number, "04/30", "123");
    }

    private HttpResponse<String> pay(Session session, String number, String expiry, String cvc) throws Exception {
        return post("/c/pay/" + session.getId(), Map.of("cardNumber", number, "expiry", expiry, "cvc", cvc));
    }

    private HttpResponse<String> prove(Session session, String challenge, String answer) throws Exception {
        return post("/c/pay/" + session.getId() + "/challenge/" + answer, Map.of("challenge", challenge));
    }

    private static String challengeOn(HttpResponse<String> page) {
        Document shown = Jsoup.parse(page.body());
        assertThat(shown.select("[data-act=challenge-approve],[data-act=challenge-fail]"))
                .hasSize(2);
        return shown.select("input[name=challenge]").attr("value");
    }

    private static String errorOn(HttpResponse<String> page) {
        Document shown = Jsoup.parse(page.body());
        assertThat(shown.select("[data-act=pay]")).hasSize(1);
        assertThat(shown.select("input[value]")).isEmpty();
        return shown.select("[data-error]").text();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private String base() {
        return "http://127.0.0.1:" + server.port();
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        var form = new ArrayList<String>();
        fields.forEach((name, value) -> form.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return http.send(
                HttpRequest.newBuilder(URI.create(base() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(String.join("&", form)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("waited 30 s in vain");
            }
            Thread.sleep(10);
        }
    }
}
