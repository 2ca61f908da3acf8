package io.throughline.sandbox.agents;

import io.throughline.sandbox.portfolio.Dice;
import java.time.Duration;

/// How agents work. Times are those of people; `speed` makes all of them shorter.
///
/// @param step mean time between two steps at a case: to read, to speak, to type; exponential, from a fifth of it up to
/// five times
/// @param speed 1: as people do; 10: ten times as fast
/// @param rejects percent of offers that are rejected
/// @param misses percent of offers nobody answers, so that they time out
/// @param vanishes percent of cases in the middle of which the lid is closed
/// @param awayFor for how long whoever closed the lid is gone, at most; not made shorter, for the desk notices only
/// somebody who is gone for long
/// @param mistakes percent of callers who first say something wrong about themselves
public record Habits(
        Duration step, double speed, int rejects, int misses, int vanishes, Duration awayFor, int mistakes) {
    public Habits {
        if (speed <= 0 || step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("speed and the time of a step are more than nothing");
        }
    }

    /// People with good and bad days.
    public static Habits usual() {
        return new Habits(Duration.ofSeconds(9), 1, 4, 3, 2, Duration.ofSeconds(100), 8);
    }

    /// The next time between two steps, in nanoseconds.
    long think(Dice dice) {
        double mean = step.toNanos() / speed;
        double drawn = -Math.log(1 - dice.nextDouble()) * mean;
        return (long) Math.clamp(drawn, mean / 5, mean * 5);
    }
}
