package io.throughline.engine;

import java.util.Locale;
import java.util.Map;

/// Why an input was not taken. The case is unchanged.
///
/// @param rule the named rule that says so, such as `decision.own-request`
/// @param message for the person who gave it
/// @param fields what is wrong with each field of an answer
public record Refusal(Code code, String rule, String message, Map<String, String> fields) {
    /// By the rule that the code itself is.
    public Refusal(Code code, String message) {
        this(code, code.word(), message, Map.of());
    }

    public Refusal(Code code, String rule, String message) {
        this(code, rule, message, Map.of());
    }

    /// Stable codes.
    public enum Code {
        /// The case has moved on: the answer is for a step it no longer stands on. Show where it stands.
        NOT_AT_STEP,
        /// The effect was already answered, or the input was already taken.
        ALREADY_DONE,
        /// The case is finished.
        FINISHED,
        /// Identity is not proven to the level the step needs.
        NOT_VERIFIED,
        /// The choice does not exist or its condition does not hold.
        NOT_OFFERED,
        /// Terms outside the bounds of the definition.
        OUT_OF_BOUNDS,
        /// A step or name that the definition does not have.
        UNKNOWN,
        /// The one who gave it may not: not their step, not their right, or their own request.
        NOT_ALLOWED,
        /// Answers that cannot be taken as they are; `fields` says what is wrong with each.
        INVALID;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
