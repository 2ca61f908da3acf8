package io.throughline.engine;

/// Why an input was not taken. The case is unchanged.
///
/// @param message for the person who gave it
public record Refusal(Code code, String message) {
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
        UNKNOWN
    }
}
