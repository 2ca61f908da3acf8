package io.throughline.torture;

import java.util.List;
import java.util.Map;

/// What came of a run.
///
/// @param faults each kind with how often it happened
/// @param requests what callers were told, and how often
/// @param seen what the counters say beyond: effects done again, work taken by each node, and so on
/// @param stuck cases that had not ended long after the faults
record Report(
        long seed,
        long seconds,
        int cases,
        Map<String, Integer> faults,
        Map<String, Integer> requests,
        Map<String, Integer> seen,
        int checks,
        List<String> violations,
        int stuck) {
    boolean isClean() {
        return violations.isEmpty() && stuck == 0;
    }
}
