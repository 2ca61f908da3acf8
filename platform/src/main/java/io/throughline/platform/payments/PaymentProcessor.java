package io.throughline.platform.payments;

import io.throughline.engine.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Port to a card processor with a hosted page. Implemented by adapters. A time-out is [Answer.Unknown], never
/// a decline.
public interface PaymentProcessor {
    /// Opens a hosted page under an idempotency key.
    Answer open(Checkout checkout) throws InterruptedException;

    /// Reads the processor's own record.
    Answer read(String sessionId) throws InterruptedException;

    /// Asks the processor to close an unpaid page and says what its record is then.
    Answer expire(String sessionId) throws InterruptedException;

    /// Every captured charge, for reconciliation, newest first, in pages.
    ///
    /// @param after the id of the last charge of the page before
    /// @return at least one charge, unless there are no more
    List<Charge> charges(@Nullable String after, int limit) throws InterruptedException;

    /// Checks a webhook's signature over the raw bytes and reads what it names.
    ///
    /// @throws BadSignature if the signature does not hold
    /// @throws IllegalArgumentException if it holds, and what it signs is not an event
    Notice notice(String payload, String signatureHeader);

    record Checkout(
            String key,
            String caseId,
            int attempt,
            Money amount,
            String description,
            String returnUrl,
            String cancelUrl) {}

    /// A captured charge with the case and key it was made for.
    record Charge(
            String id, @Nullable String caseId, @Nullable String key, Money amount, Instant at) {}

    /// @param eventId unique at the processor
    record Notice(String eventId, String type, @Nullable String sessionId) {}

    /// What the processor's record says.
    sealed interface Answer {
        record Open(String sessionId, String url) implements Answer {}

        record Paid(
                String sessionId,
                String receipt,
                Money amount,
                @Nullable String brand,
                @Nullable String lastFour) implements Answer {}

        /// Unpaid and closed for good.
        record Closed(String sessionId, @Nullable String lastDecline) implements Answer {}

        record Refused(String code, String message) implements Answer {}

        record Unknown(String why) implements Answer {}
    }

    /// A webhook that the processor did not sign.
    final class BadSignature extends RuntimeException {
        private static final long serialVersionUID = 1;

        public BadSignature(String message) {
            super(message);
        }
    }
}
