package io.throughline.policy.pack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A situation with the answer that it should have, out of a file of cases.
///
/// @param line where its row begins, from 1
/// @param situation empty: the clock could not be read
/// @param expected `allow`, `deny`, or `require:` with obligations joined by a plus
public record PolicyCase(
        String id, int line, Optional<Situation> situation, String expected, String reason, String note) {
    /// @param ok whether both the decision and the reason are as expected
    public record Checked(PolicyCase of, Decision decision, boolean ok) {}

    public Checked check(Policy policy) {
        var decision = situation.map(policy::decide).orElseGet(policy::withoutClock);
        return new Checked(
                this,
                decision,
                parts(decision.word()).equals(parts(expected))
                        && decision.reason().equals(reason));
    }

    /// The order of obligations does not matter.
    private static Set<String> parts(String decision) {
        var at = decision.indexOf(':');
        var obligations = at < 0
                ? List.<String>of()
                : Arrays.asList(decision.substring(at + 1).split("\\+"));
        var parts = obligations.stream().map(String::strip).collect(Collectors.toSet());
        parts.add(at < 0 ? decision.strip() : decision.substring(0, at + 1));
        return parts;
    }
}
