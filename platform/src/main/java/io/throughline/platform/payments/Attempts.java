package io.throughline.platform.payments;

import io.throughline.engine.Effect;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import java.time.Instant;
import java.util.Optional;

/// Attempts to be paid. A settled attempt is never changed. [AttemptStore] keeps them in PostgreSQL.
interface Attempts {
    /// The attempt of an effect, made now if it is new; empty when another attempt for the same case and step is
    /// open or paid.
    Optional<Attempt> begin(Effect.OpenCheckout effect, String caseId, Instant now);

    Optional<Attempt> find(String key);

    Optional<Attempt> findBySession(String sessionId);

    /// The attempt that stands in the way of a new one, if any.
    Optional<Attempt> findLive(String caseId, String step);

    /// Writes down what the processor's record says, unless the attempt is settled already; the attempt as it is
    /// then.
    Attempt record(Attempt attempt, Answer answer, Instant now);

    /// Ends an attempt whose page was never opened for anybody.
    Attempt giveUp(Attempt attempt, Instant now);

    /// Whether the case is still to be told that the record could not be read; true once for each attempt.
    boolean markUnknownReported(Attempt attempt);
}
