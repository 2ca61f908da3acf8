package io.throughline.records;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of a call. A refused call changes nothing.
public sealed interface Outcome {
    /// @param records as they stand now
    /// @param customer id of the customer whom the operation found, if that is what it is for
    record Performed(
            Records records,
            Object result,
            Call.Done done,
            @Nullable String customer) implements Outcome {
        /// Whom the operation found.
        public Optional<String> found() {
            return Optional.ofNullable(customer);
        }
    }

    /// @param rule id of the rule that the call does not meet
    /// @param clause the words of the policy; empty for a rule of the system itself
    record Refused(String rule, String clause, String reason) implements Outcome {}
}
