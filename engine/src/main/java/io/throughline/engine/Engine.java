package io.throughline.engine;

import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.Map;

/// Decides how cases move. Pure: the same definition, state, input and instant give the same answer, in any
/// process, at
/// any time.
public final class Engine {
    private Engine() {}

    /// A new case. Its first effects read the facts that must be at hand before anybody speaks.
    ///
    /// @param id UUIDv7 made by the caller
    /// @param trigger facts of the operational event: at least `accountId` and `customerId`
    public static Transition open(
            Definition definition, String tenant, String id, Map<String, Object> trigger, By by, Instant now) {
        throw new IllegalStateException("under construction");
    }

    /// Takes an input: the transition it causes, or why it is not taken. A refused input changes nothing.
    public static Advance advance(Definition definition, CaseState state, Input input, By by, Instant now) {
        throw new IllegalStateException("under construction");
    }

    /// What the case asks of the customer now.
    ///
    /// @param verifiedHere whether the person on this session is the one who was proven; without it no account
    /// fact is
    /// in the prompt
    public static Prompt prompt(Definition definition, CaseState state, boolean verifiedHere, Instant now) {
        throw new IllegalStateException("under construction");
    }
}
