package io.throughline.platform.payments;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input.PaymentReported;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import io.throughline.platform.payments.PaymentProcessor.Checkout;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Opens the card page of an attempt and then watches the processor's record until it is settled,
/// so that no webhook needs to arrive for the money to be known.
@Component
class OpenCheckout implements EffectHandler<Effect.OpenCheckout> {
    /// Stripe keeps idempotency keys 24 h; we stop opening under one at 90 % of that.
    static final Duration OPENING_LIMIT = Duration.ofMinutes(1296);

    /// A page that is open longer is closed by us.
    static final Duration PAGE_LIFE = Duration.ofHours(24);

    /// A record that cannot be read for longer goes to a person.
    static final Duration READING_LIMIT = Duration.ofHours(72);

    private final PaymentProcessor processor;
    private final Attempts attempts;
    private final ReadBack readBack;
    private final InstantSource time;
    private final String publicUrl;

    OpenCheckout(
            PaymentProcessor processor,
            Attempts attempts,
            ReadBack readBack,
            InstantSource time,
            @Value("${throughline.public-url}") String publicUrl) {
        this.processor = processor;
        this.attempts = attempts;
        this.readBack = readBack;
        this.time = time;
        this.publicUrl = publicUrl;
    }

    @Override
    public Class<Effect.OpenCheckout> kind() {
        return Effect.OpenCheckout.class;
    }

    @Override
    public boolean decides() {
        return false;
    }

    @Override
    public Carried carryOut(Effect.OpenCheckout effect, CaseState state, int tries) throws InterruptedException {
        var begun = attempts.begin(effect, state.id(), time.instant());
        if (begun.isEmpty()) {
            return clearTheWay(effect, state);
        }
        var attempt = begun.get();
        if (attempt.state().isSettled()) {
            return done(effect, attempt.result());
        }
        if (attempt.sessionId() != null) {
            return watch(effect, attempt, state);
        }
        if (!state.pending().containsKey(effect.key())) {
            // The case has moved on. Nobody was ever given the address of this page, so nobody can pay on it.
            return done(effect, attempts.giveUp(attempt, time.instant()).result());
        }
        return open(effect, attempt, tries);
    }

    /// Another attempt for the same obligation is not settled, or it is paid: it must end before a new one may
    /// begin.
    private Carried clearTheWay(Effect.OpenCheckout effect, CaseState state) throws InterruptedException {
        var other = attempts.findLive(state.id(), effect.step());
        if (other.isEmpty()) {
            return again(Duration.ofSeconds(1), null);
        }
        if (other.get().state() == Attempt.State.PAID) {
            return done(
                    effect,
                    new PaymentResult.Mismatch(
                            "already paid under " + other.get().key()));
        }
        if (other.get().sessionId() == null
                && !state.pending().containsKey(other.get().key())) {
            // it went to a person before a page could be opened; nobody was ever given one, so nobody can pay on it
            attempts.giveUp(other.get(), time.instant());
            return again(Duration.ofSeconds(1), null);
        }
        readBack.readAndTell(other.get(), true);
        return again(Duration.ofMinutes(1), null);
    }

    private Carried open(Effect.OpenCheckout effect, Attempt attempt, int tries) throws InterruptedException {
        if (age(attempt).compareTo(OPENING_LIMIT) > 0) {
            return done(effect, new PaymentResult.Mismatch("the processor could not be asked to open a card page"));
        }
        var answer = processor.open(checkout(effect, attempt));
        var now = attempts.record(attempt, answer, time.instant());
        if (now.state().isSettled()) {
            return done(effect, now.result());
        }
        if (answer instanceof Answer.Open open) {
            return again(watchPause(age(now)), report(effect, new PaymentResult.Opened(open.sessionId())));
        }
        return again(openPause(tries), null);
    }

    private Carried watch(Effect.OpenCheckout effect, Attempt attempt, CaseState state) throws InterruptedException {
        boolean wanted = state.pending().containsKey(effect.key());
        boolean close = !wanted || age(attempt).compareTo(PAGE_LIFE) > 0;
        Optional<PaymentResult> result = readBack.read(attempt, close);
        if (result.isPresent() && !(result.get() instanceof PaymentResult.Unknown)) {
            return done(effect, result.get());
        }
        if (age(attempt).compareTo(READING_LIMIT) > 0) {
            return done(effect, new PaymentResult.Mismatch("the processor's record could not be settled in 72 hours"));
        }
        return again(
                watchPause(age(attempt)), result.map(r -> report(effect, r)).orElse(null));
    }

    private Checkout checkout(Effect.OpenCheckout effect, Attempt attempt) {
        return new Checkout(
                effect.key(),
                attempt.caseId(),
                effect.attempt(),
                effect.amount(),
                effect.description(),
                publicUrl + "/r/paid",
                publicUrl + "/r/cancelled");
    }

    /// 1, 2, 5, 10, 20, 30 minutes and then every hour, by the age of the attempt: no counter to lose.
    static Duration watchPause(Duration age) {
        long minutes = age.toMinutes();
        return Duration.ofMinutes(
                minutes < 1 ? 1 : minutes < 3 ? 2 : minutes < 10 ? 5 : minutes < 30 ? 10 : minutes < 90 ? 30 : 60);
    }

    /// The customer waits for the page: 2 s doubling to 5 minutes.
    static Duration openPause(int tries) {
        return Duration.ofSeconds(Math.min(300, 1L << Math.min(tries, 20)));
    }

    private Duration age(Attempt attempt) {
        return Duration.between(attempt.createdAt(), time.instant());
    }

    private Carried again(Duration pause, @Nullable PaymentReported report) {
        Instant next = time.instant().plus(pause);
        return new Carried.Again(next, report);
    }

    private static Carried done(Effect.OpenCheckout effect, PaymentResult result) {
        return new Carried.Done(report(effect, result));
    }

    private static PaymentReported report(Effect.OpenCheckout effect, PaymentResult result) {
        return new PaymentReported(effect.key(), result);
    }
}
