package io.throughline.platform.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Effect;
import io.throughline.engine.Money;
import io.throughline.platform.Kept;
import io.throughline.platform.Postgres;
import io.throughline.platform.payments.Attempt.State;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import io.throughline.platform.payments.PaymentProcessor.Notice;
import io.throughline.simulation.Gate;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PaymentContractTest {
    private static final Instant NOW = Instant.parse("2027-03-01T15:00:00Z");
    private static final Money OWED = new Money(48_000, "USD");

    private static Attempts attempts(Kept kept) {
        if (kept == Kept.IN_POSTGRESQL) {
            return new AttemptStore(JdbcClient.create(Postgres.fresh()), "main");
        }
        var database = new MemoryDatabase();
        return new MemoryAttempts(database, new PaymentTables(database), Gate.OPEN, "main", Set.of());
    }

    private static Webhooks webhooks(Kept kept) {
        if (kept == Kept.IN_POSTGRESQL) {
            return new WebhookStore(JdbcClient.create(Postgres.fresh()), "main");
        }
        var database = new MemoryDatabase();
        return new MemoryWebhooks(database, new PaymentTables(database), Gate.OPEN, "main");
    }

    private static Effect.OpenCheckout checkout(int attempt) {
        return new Effect.OpenCheckout("pay/1/pay/" + attempt, "pay", attempt, OWED, "a debt");
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void beside_an_attempt_that_may_be_paid_no_other_begins(Kept kept) {
        var attempts = attempts(kept);
        var first = attempts.begin(checkout(1), "case-1", NOW).orElseThrow();
        assertThat(first.state()).isEqualTo(State.CREATING);
        assertThat(attempts.begin(checkout(1), "case-1", NOW.plusSeconds(9))).contains(first);
        assertThat(attempts.begin(checkout(2), "case-1", NOW)).isEmpty();
        assertThat(attempts.findLive("case-1", "pay")).contains(first);
        assertThat(attempts.begin(new Effect.OpenCheckout("pay/2/pay/1", "pay", 1, OWED, ""), "case-2", NOW))
                .isPresent();
        assertThat(attempts.giveUp(first, NOW).state()).isEqualTo(State.CLOSED);
        assertThat(attempts.findLive("case-1", "pay")).isEmpty();
        assertThat(attempts.begin(checkout(2), "case-1", NOW)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void an_attempt_follows_the_record_until_it_is_settled(Kept kept) {
        var attempts = attempts(kept);
        var first = attempts.begin(checkout(1), "case-1", NOW).orElseThrow();
        assertThat(attempts.record(first, new Answer.Unknown("timed out"), NOW).state())
                .isEqualTo(State.CREATING);
        var open = attempts.record(first, new Answer.Open("cs_1", "https://card.example/cs_1"), NOW);
        assertThat(open.state()).isEqualTo(State.OPEN);
        assertThat(attempts.findBySession("cs_1")).contains(open);
        assertThat(attempts.record(open, new Answer.Open("cs_1", ""), NOW).url())
                .isEqualTo(open.url());
        var unknown = attempts.record(open, new Answer.Unknown("timed out"), NOW);
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(attempts.markUnknownReported(unknown)).isTrue();
        assertThat(attempts.markUnknownReported(unknown)).isFalse();

        var paid = attempts.record(unknown, new Answer.Paid("cs_1", "ch_1", OWED, "visa", "4242"), NOW);
        assertThat(paid.state()).isEqualTo(State.PAID);
        assertThat(paid.receipt()).isEqualTo("ch_1");
        assertThat(paid.paid()).isEqualTo(OWED);
        for (var late : new Answer[] {
            new Answer.Open("cs_1", ""),
            new Answer.Unknown("again"),
            new Answer.Closed("cs_1", null),
            new Answer.Refused("no", "no")
        }) {
            assertThat(attempts.record(open, late, NOW)).isEqualTo(paid);
        }
        assertThat(attempts.giveUp(open, NOW)).isEqualTo(paid);
        assertThat(attempts.begin(checkout(2), "case-1", NOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_closed_page_says_why_and_a_refused_one_too(Kept kept) {
        var attempts = attempts(kept);
        var first = attempts.begin(checkout(1), "case-1", NOW).orElseThrow();
        var closed = attempts.record(first, new Answer.Closed("cs_1", "card_declined"), NOW);
        assertThat(closed.state()).isEqualTo(State.CLOSED);
        assertThat(closed.sessionId()).isEqualTo("cs_1");
        assertThat(closed.reason()).isEqualTo("card_declined");
        var second = attempts.begin(checkout(2), "case-1", NOW).orElseThrow();
        var refused = attempts.record(second, new Answer.Refused("account_invalid", "no"), NOW);
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.reason()).isEqualTo("account_invalid");
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_webhook_is_new_once(Kept kept) {
        var webhooks = webhooks(kept);
        var notice = new Notice("evt_1", "checkout.session.completed", "cs_1");
        assertThat(webhooks.take("stripe", notice, NOW)).isTrue();
        assertThat(webhooks.take("stripe", notice, NOW.plusSeconds(9))).isFalse();
        assertThat(webhooks.take("other", notice, NOW)).isTrue();
    }
}
