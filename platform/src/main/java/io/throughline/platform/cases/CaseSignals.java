package io.throughline.platform.cases;

import io.micrometer.core.instrument.MeterRegistry;
import io.throughline.engine.Input;
import io.throughline.engine.Refusal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What is told once a transition is committed: the dispatcher is woken, unless it was handed the effects, and figures
/// are counted.
final class CaseSignals {
    private final Semaphore wake = new Semaphore(0);
    private final MeterRegistry meters;
    private volatile EffectHands hands = EffectHands.NONE;

    CaseSignals(MeterRegistry meters) {
        this.meters = meters;
    }

    /// Who takes new effects from now on.
    void handTo(EffectHands its) {
        hands = its;
    }

    EffectHands hands() {
        return hands;
    }

    void moved(Input input) {
        meters.counter("throughline.transitions", "input", input.getClass().getSimpleName())
                .increment();
        switch (input) {
            case Input.WriteReported(var _, var result) ->
                meters.counter(
                                "throughline.writebacks",
                                "result",
                                result.getClass().getSimpleName())
                        .increment();
            case Input.ContactReported(var _, var result) ->
                meters.counter(
                                "throughline.messages",
                                "channel",
                                result instanceof Input.ContactResult.Sent sent
                                        ? sent.channel().name()
                                        : "NONE",
                                "result",
                                result.getClass().getSimpleName())
                        .increment();
            case Input.PaymentReported(var _, var result) ->
                meters.counter(
                                "throughline.payments",
                                "result",
                                result.getClass().getSimpleName())
                        .increment();
            default -> {}
        }
    }

    void refused(Refusal refusal) {
        meters.counter("throughline.refusals", "code", refusal.code().name()).increment();
    }

    void effectsQueued() {
        wake.release();
    }

    /// Waits for work, at most so long.
    void awaitWork(Duration atMost) throws InterruptedException {
        if (wake.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }
}
