package io.throughline.policy.plan;

import io.throughline.policy.plan.Candidate.Stop;
import io.throughline.policy.plan.Candidate.Way;
import java.time.Instant;

/// What is planned for an account.
public sealed interface Planned {
    /// It is touched.
    ///
    /// @param at the first instant at which this way is permitted
    /// @param number which touch of the matter it is, from 1
    /// @param urgency 0 to 100, see [Urgency]
    /// @param rule what it waits for; empty: nothing, it may go when its turn comes
    /// @param sentence the same in words
    record Touch(Way way, Instant at, int number, int urgency, String rule, String sentence) implements Planned {}

    /// No way is permitted, and time alone does not change it.
    ///
    /// @param rule of the way that would have been taken
    record Held(String rule, String sentence) implements Planned {}

    /// The matter is not pursued any further.
    record Stopped(Stop stop) implements Planned {}

    /// As many touches were made as the definition allows.
    record UsedUp(int made) implements Planned {}
}
