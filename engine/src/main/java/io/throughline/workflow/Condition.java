package io.throughline.workflow;

import java.util.Map;
import java.util.Set;

/// A yes-or-no CEL expression, type-checked when the definition was read. Total and cost-limited.
public interface Condition {
    /// As written.
    String source();

    /// Dotted facts it reads.
    Set<String> names();

    /// @param facts by source, as in the case's state
    /// @throws ConditionFailed if a fact it needs is missing
    boolean holds(Map<String, Map<String, Object>> facts);

    /// A condition could not be decided; the case goes to a person rather than on a guess.
    final class ConditionFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        public ConditionFailed(String source, String why) {
            super("cannot decide `" + source + "`: " + why);
        }
    }
}
