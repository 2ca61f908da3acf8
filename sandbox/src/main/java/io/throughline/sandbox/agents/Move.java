package io.throughline.sandbox.agents;

import java.util.Map;

/// What an agent does next with the work in front of them.
sealed interface Move {
    /// Ask who is on the line, and compare.
    record Identify() implements Move {}

    /// An act of the API, and the types it is counted by.
    record Act(Map<String, Object> body) implements Move {
        String verb() {
            return String.valueOf(body.get("act"));
        }
    }

    /// Send the customer the link by which they pay.
    record SendLink() implements Move {}

    /// Something is under way; look again in a moment.
    record Look() implements Move {}

    /// Nothing is left to do here.
    record Finish() implements Move {}

    /// Somebody else must go on.
    record Pass(String queue, String note) implements Move {}
}
