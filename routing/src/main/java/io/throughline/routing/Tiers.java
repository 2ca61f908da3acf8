package io.throughline.routing;

import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The limits that people have on each right. An amount is rounded up to the next of them: whoever
/// covers the one covers the other, and amounts of a cent's difference share a line.
final class Tiers {
    private final Map<String, NavigableSet<Long>> limits = new TreeMap<>();

    /// Whether a limit is new, so that lines of before may have to be divided.
    boolean learn(Agent agent) {
        boolean isNew = false;
        for (var right : agent.rights().entrySet()) {
            isNew |= limits.computeIfAbsent(right.getKey(), name -> new TreeSet<>())
                    .add(right.getValue());
        }
        return isNew;
    }

    /// @return the largest amount there is when nobody's limit is enough: such work waits for somebody without limit
    long of(String right, long amount) {
        var known = limits.get(right);
        var next = known == null ? null : known.ceiling(amount);
        return next == null ? Agent.ANY_AMOUNT : next;
    }
}
