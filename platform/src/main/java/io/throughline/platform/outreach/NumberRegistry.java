package io.throughline.platform.outreach;

import java.time.LocalDate;

/// What others keep about telephone numbers: who gave one up, who asked not to be called. A look-up that fails is an
/// answer of its own, for a number about which nothing can be learnt must not be used.
public interface NumberRegistry {
    /// What a registry says of a number.
    ///
    /// @param asOf the day up to which its data reach
    record Entry(Answer answer, LocalDate asOf) {}

    /// Answers of a registry.
    enum Answer {
        YES,
        NO,
        /// The registry does not know the number.
        NO_DATA
    }

    /// The registry cannot be asked.
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Whether a number was permanently disconnected on or after `lastKnown`, the last day on which it was known to be
    /// the person's (47 CFR 64.1200(m)).
    ///
    /// @throws Unavailable if it cannot be asked
    Entry reassigned(String e164, LocalDate lastKnown);

    /// Whether a number is on the national do-not-call registry. It binds sales, not collection (16 CFR 310.4(b)).
    ///
    /// @throws Unavailable if it cannot be asked
    Entry doNotCall(String e164);
}
