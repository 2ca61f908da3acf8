package io.throughline.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Decides by the seed what goes wrong, and counts what really did.
final class Faults {
    private final SplittableRandom random;
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private final Trace trace;
    private boolean stopped;

    Faults(SplittableRandom random, Trace trace) {
        this.random = random;
        this.trace = trace;
    }

    /// Whether it happens now; the caller must then let it.
    boolean happens(Fault fault) {
        if (random.nextInt(fault.oneIn()) != 0 || stopped) {
            return false;
        }
        count(fault);
        return true;
    }

    void count(Fault fault) {
        counts.merge(fault, 1L, Long::sum);
        trace.say(fault.word());
    }

    /// From here on all goes well.
    void stop() {
        stopped = true;
    }

    boolean areOver() {
        return stopped;
    }

    Map<Fault, Long> counts() {
        return counts;
    }

    // ---- chance that is no fault

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /// Anything between the two, to the millisecond.
    Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    SplittableRandom random() {
        return random;
    }
}
