package io.throughline.simulation;

import java.util.List;
import java.util.Map;

/// What came of a campaign.
///
/// @param days that were lived, fewer than asked for after a violation
/// @param faults how often each really happened
/// @param stuck cases that neither ended nor are with a person, after the faults have stopped
/// @param traceHash of everything that happened: the same for the same seed, days and definitions, in any JVM
public record Report(
        long seed,
        int days,
        int cases,
        Map<String, Long> faults,
        List<Violation> violations,
        int stuck,
        String traceHash) {
    /// Whether all held.
    public boolean isClean() {
        return violations.isEmpty() && stuck == 0;
    }
}
