package io.throughline.launcher;

import java.time.Duration;
import java.util.SplittableRandom;

/// When a demo kills the platform: moments of progress drawn from a seed, each with a short random
/// wait, so that a kill may meet any half-done thing. The same seed gives the same plan.
final class KillPlan {
    private final double[] moments;
    private final long[] waitsMillis;
    private int done;

    KillPlan(long seed, int kills) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x6b696c6cL);
        moments = random.doubles(kills, 0.0, 0.97).sorted().toArray();
        waitsMillis = random.longs(kills, 0, 400).toArray();
    }

    /// Is it time for the next kill? When the work has ended before its moment came, it comes now: as many as were
    /// asked for.
    boolean isDue(double progress, boolean isOver) {
        return done < moments.length && (isOver || progress >= moments[done]);
    }

    /// How long to wait before striking; counts the kill as done.
    Duration next() {
        return Duration.ofMillis(waitsMillis[done++]);
    }

    int done() {
        return done;
    }
}
