package io.throughline.sandbox.agents;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What happened at the desks, counted.
final class Tally {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void one(String what) {
        counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    Map<String, Long> counts() {
        var told = new TreeMap<String, Long>();
        counts.forEach((what, count) -> told.put(what, count.sum()));
        return told;
    }
}
