package io.throughline.rehearsal.people;

/// How long something takes: on average, and how much it varies.
///
/// @param mean milliseconds
/// @param spread standard deviation over mean; 1 is exponential, 0 always the mean, anything else lognormal
public record Time(long mean, double spread) {
    public Time {
        if (mean < 0 || !(spread >= 0) || spread > 10) {
            throw new IllegalArgumentException(mean + " ms, spread " + spread);
        }
    }

    /// Exponential.
    public static Time ofSeconds(long seconds) {
        return new Time(seconds * 1_000, 1);
    }

    /// Milliseconds, from two rolls. Strict arithmetic: the same on every machine.
    long of(double first, double second) {
        if (spread == 0) {
            return mean;
        }
        if (spread == 1) {
            return Math.round(-StrictMath.log(1 - first) * mean);
        }
        double variance = StrictMath.log(1 + spread * spread);
        double normal = StrictMath.sqrt(-2 * StrictMath.log(1 - first))
                * StrictMath.cos(2 * StrictMath.PI * second); // Box, Muller
        return Math.round(mean * StrictMath.exp(StrictMath.sqrt(variance) * normal - variance / 2));
    }
}
