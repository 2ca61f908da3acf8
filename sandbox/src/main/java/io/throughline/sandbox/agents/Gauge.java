package io.throughline.sandbox.agents;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// How long steps took, each counted from the instant at which it was due: a stall shows in every step it delayed.
final class Gauge {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Series> series = new TreeMap<>(); // guarded by lock

    /// Milliseconds.
    record Summary(int count, double p50, double p99, double max) {}

    private static final class Series {
        private int[] micros = new int[256];
        private int count;

        void add(int one) {
            if (count == micros.length) {
                micros = Arrays.copyOf(micros, count * 2);
            }
            micros[count++] = one;
        }
    }

    void took(String step, long nanos) {
        lock.lock();
        try {
            series.computeIfAbsent(step, _ -> new Series()).add((int) Math.min(nanos / 1_000, Integer.MAX_VALUE));
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            series.clear();
        } finally {
            lock.unlock();
        }
    }

    /// By step, and of all under `all`.
    Map<String, Summary> summaries() {
        lock.lock();
        try {
            var told = new LinkedHashMap<String, Summary>();
            told.put(
                    "all",
                    summary(series.values().stream()
                            .flatMapToInt(one -> Arrays.stream(one.micros, 0, one.count))
                            .toArray()));
            series.forEach((step, one) -> told.put(step, summary(Arrays.copyOf(one.micros, one.count))));
            return told;
        } finally {
            lock.unlock();
        }
    }

    private static Summary summary(int[] micros) {
        Arrays.sort(micros);
        return new Summary(micros.length, at(micros, 0.50), at(micros, 0.99), at(micros, 1));
    }

    /// The smallest value that so large a share of all does not exceed.
    private static double at(int[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1_000.0;
    }
}
