package io.throughline.sandbox.crowd;

import java.util.List;
import java.util.Map;

/// What the crowd met. `looked` says how much was looked at, so that a zero among the violations can be
/// weighed.
public record Report(
        int people,
        Map<String, Integer> outcomes,
        Violations violations,
        List<String> examples,
        Looked looked,
        int faults) {
    /// Counted, not sampled.
    public record Violations(
            int outsideWindow, int afterOptOut, int beforeVerification, int duplicateContacts, int duplicateCharges) {}

    public record Looked(int texts, int mails, int touches, int pages, int charges, int stops) {}
}
