package io.throughline.platform.payments;

import io.throughline.engine.By;
import io.throughline.engine.Input.PaymentReported;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Reads an attempt back from the processor's own record. The only way an attempt is settled: what
/// a page or a webhook says is a reason to read, never an answer.
@Component
class ReadBack {
    private final PaymentProcessor processor;
    private final Attempts attempts;
    private final Cases cases;
    private final InstantSource time;

    ReadBack(PaymentProcessor processor, Attempts attempts, Cases cases, InstantSource time) {
        this.processor = processor;
        this.attempts = attempts;
        this.cases = cases;
        this.time = time;
    }

    /// What the case is to be told now, if anything: the settled result, or once that the record is unreadable.
    ///
    /// @param close whether an unpaid page is to be closed
    Optional<PaymentResult> read(Attempt attempt, boolean close) throws InterruptedException {
        if (attempt.state().isSettled()) {
            return Optional.of(attempt.result());
        }
        String session = attempt.sessionId();
        if (session == null) {
            return Optional.empty();
        }
        Answer answer = close ? processor.expire(session) : processor.read(session);
        var now = attempts.record(attempt, answer, time.instant());
        if (now.state().isSettled()) {
            return Optional.of(now.result());
        }
        return answer instanceof Answer.Unknown unknown ? unknownOnce(now, unknown.why()) : Optional.empty();
    }

    /// The same, told to the case. The engine refuses what it has heard before.
    void readAndTell(Attempt attempt, boolean close) throws InterruptedException {
        read(attempt, close)
                .ifPresent(
                        result -> cases.apply(attempt.caseId(), new PaymentReported(attempt.key(), result), By.SYSTEM));
    }

    Optional<PaymentResult> unknownOnce(Attempt attempt, String why) {
        return attempts.markUnknownReported(attempt) ? Optional.of(new PaymentResult.Unknown(why)) : Optional.empty();
    }
}
