package io.throughline.platform.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.Effect;
import io.throughline.engine.Input.PaymentReported;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Money;
import io.throughline.platform.HeardCases;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.EffectHandler.Carried;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

class OpenCheckoutTest {
    private static final Money DUE = new Money(48_000, "USD");
    private static final Answer OPEN = new Answer.Open("cs_1", "https://pay.example/cs_1");
    private static final Answer PAID = new Answer.Paid("cs_1", "pi_1", DUE, "visa", "4242");
    private Instant now = Instant.parse("2026-11-22T15:00:00Z");
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final ScriptedProcessor processor = new ScriptedProcessor();
    private final HeardCases cases = new HeardCases();
    private final AttemptStore attempts = new AttemptStore(jdbc, "main");
    private final ReadBack readBack = new ReadBack(processor, attempts, cases, () -> now);
    private final OpenCheckout handler =
            new OpenCheckout(processor, attempts, readBack, () -> now, "http://127.0.0.1:8080");
    private final CardPayments payments = new CardPayments(attempts, readBack);

    private Carried carry(String key, int attempt) throws InterruptedException {
        return handler.carryOut(
                new Effect.OpenCheckout(key, "pay", attempt, DUE, "Balance"),
                HeardCases.state("case-1", Map.of(key, "pay")),
                1);
    }

    private static PaymentResult done(Carried carried) {
        return ((PaymentReported) ((Carried.Done) carried).report()).result();
    }

    @Test
    void an_opened_page_is_reported_and_then_watched_until_it_is_paid() throws Exception {
        processor.answers.add(OPEN);
        assertThat(carry("k1", 1))
                .isEqualTo(new Carried.Again(
                        now.plus(Duration.ofMinutes(1)), new PaymentReported("k1", new PaymentResult.Opened("cs_1"))));
        assertThat(payments.checkoutUrl("k1")).contains("https://pay.example/cs_1");

        now = now.plus(Duration.ofMinutes(1));
        processor.answers.add(OPEN);
        assertThat(carry("k1", 1)).isEqualTo(new Carried.Again(now.plus(Duration.ofMinutes(2)), null));

        processor.answers.add(PAID);
        assertThat(done(carry("k1", 1))).isEqualTo(new PaymentResult.Paid("pi_1", DUE, "visa", "4242"));
        assertThat(payments.checkoutUrl("k1")).isEmpty();
        assertThat(processor.asked).containsExactly("open k1", "read cs_1", "read cs_1");
    }

    @Test
    void a_lost_answer_to_opening_is_asked_for_again_under_the_same_key() throws Exception {
        processor.answers.add(new Answer.Unknown("timeout"));
        processor.answers.add(OPEN);
        assertThat(carry("k1", 1)).isInstanceOf(Carried.Again.class);
        carry("k1", 1);
        assertThat(processor.asked).containsExactly("open k1", "open k1");
    }

    @Test
    void an_unreadable_record_is_told_once_and_read_on() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        processor.answers.add(new Answer.Unknown("timeout"));
        processor.answers.add(new Answer.Unknown("timeout"));
        processor.answers.add(PAID);
        assertThat(((Carried.Again) carry("k1", 1)).report())
                .isEqualTo(new PaymentReported("k1", new PaymentResult.Unknown("timeout")));
        assertThat(((Carried.Again) carry("k1", 1)).report()).isNull();
        assertThat(done(carry("k1", 1))).isInstanceOf(PaymentResult.Paid.class);
    }

    @Test
    void another_amount_than_asked_goes_to_a_person() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        processor.answers.add(new Answer.Paid("cs_1", "pi_1", new Money(47_999, "USD"), null, null));
        assertThat(done(carry("k1", 1))).isInstanceOf(PaymentResult.Mismatch.class);
    }

    @Test
    void a_closed_page_is_declined_with_a_decline_and_abandoned_without() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        processor.answers.add(new Answer.Closed("cs_1", "insufficient_funds"));
        assertThat(done(carry("k1", 1))).isEqualTo(new PaymentResult.Declined("insufficient_funds"));

        processor.answers.add(new Answer.Open("cs_2", "https://pay.example/cs_2"));
        carry("k2", 2);
        processor.answers.add(new Answer.Closed("cs_2", null));
        assertThat(done(carry("k2", 2))).isInstanceOf(PaymentResult.Abandoned.class);
    }

    @Test
    void a_second_attempt_first_closes_the_one_that_is_open() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        processor.answers.add(new Answer.Closed("cs_1", null));
        assertThat(carry("k2", 2)).isInstanceOf(Carried.Again.class);
        processor.answers.add(new Answer.Open("cs_2", "https://pay.example/cs_2"));
        assertThat(((Carried.Again) carry("k2", 2)).report()).isNotNull();
        assertThat(processor.asked).containsExactly("open k1", "expire cs_1", "open k2");
    }

    /// Found by simulation (seed 106): an attempt that had gone to a person without a page stood in the way for good.
    @Test
    void an_attempt_that_never_had_a_page_does_not_stand_in_the_way_of_the_next() throws Exception {
        processor.answers.add(new Answer.Unknown("down"));
        carry("k1", 1);
        now = now.plus(OpenCheckout.OPENING_LIMIT).plusSeconds(1);
        assertThat(done(carry("k1", 1))).isInstanceOf(PaymentResult.Mismatch.class);

        assertThat(carry("k2", 2)).isEqualTo(new Carried.Again(now.plusSeconds(1), null));
        processor.answers.add(new Answer.Open("cs_2", "https://pay.example/cs_2"));
        assertThat(((Carried.Again) carry("k2", 2)).report()).isNotNull();
        assertThat(payments.checkoutUrl("k1")).isEmpty();
    }

    @Test
    void what_is_paid_is_never_asked_for_again() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        processor.answers.add(PAID);
        carry("k1", 1);
        assertThat(done(carry("k2", 2))).isInstanceOf(PaymentResult.Mismatch.class);
        assertThat(processor.asked).doesNotContain("open k2");
    }

    @Test
    void the_database_itself_refuses_two_live_attempts() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into payments.attempt (tenant, key, case_id, step, attempt, amount_minor, currency, state,
                                                      created_at, changed_at)
                        values ('main', 'k2', 'case-1', 'pay', 2, 1, 'USD', 'CREATING', now(), now())
                        """).update()).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void a_customer_who_comes_back_unpaid_has_their_page_closed() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        processor.answers.add(new Answer.Closed("cs_1", "generic_decline"));
        payments.customerReturned("k1", true);
        assertThat(processor.asked).last().isEqualTo("expire cs_1");
        assertThat(cases.heard)
                .containsExactly(new PaymentReported("k1", new PaymentResult.Declined("generic_decline")));
        payments.customerReturned("k1", true);
        assertThat(processor.asked).hasSize(2);
    }

    @Test
    void a_customer_who_paid_and_then_pressed_back_has_paid() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        processor.answers.add(PAID);
        payments.customerReturned("k1", true);
        assertThat(cases.heard)
                .containsExactly(new PaymentReported("k1", new PaymentResult.Paid("pi_1", DUE, "visa", "4242")));
    }

    @Test
    void a_page_that_the_case_no_longer_wants_is_closed() throws Exception {
        processor.answers.add(OPEN);
        carry("k1", 1);
        processor.answers.add(new Answer.Closed("cs_1", null));
        handler.carryOut(
                new Effect.OpenCheckout("k1", "pay", 1, DUE, "Balance"), HeardCases.state("case-1", Map.of()), 2);
        assertThat(processor.asked).last().isEqualTo("expire cs_1");
    }

    @Test
    void watching_slows_down_to_once_an_hour() {
        assertThat(java.util.stream.Stream.of(0, 1, 3, 10, 30, 90, 1000)
                        .map(minutes -> OpenCheckout.watchPause(Duration.ofMinutes(minutes))
                                .toMinutes()))
                .containsExactly(1L, 2L, 5L, 10L, 30L, 60L, 60L);
    }
}
