package io.throughline.engine;

/// What came of an input.
public sealed interface Advance {
    record Moved(Transition transition) implements Advance {}

    record Refused(Refusal refusal) implements Advance {}
}
