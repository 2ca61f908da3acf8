package io.throughline.rehearsal.people;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/// Weights of the 24 hours of a day, where somebody is.
public final class Hours {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private final double[] weights;

    /// @param weights 24 of them, not all 0
    public Hours(double[] weights) {
        if (weights.length != 24 || Arrays.stream(weights).noneMatch(weight -> weight > 0)) {
            throw new IllegalArgumentException("24 hours, of which at least one counts");
        }
        this.weights = weights.clone();
    }

    public double weight(int hour) {
        return weights[hour];
    }

    /// The instant at which `time` has been spent from `from` on, when an hour of weight w counts w hours:
    /// nobody reads at night, and more is read in the evening. Milliseconds of the epoch.
    public long spent(long from, long time, ZoneId zone) {
        double left = time;
        long at = from;
        while (true) {
            double weight = weights[Instant.ofEpochMilli(at).atZone(zone).getHour()];
            long end = (Math.floorDiv(at, HOUR) + 1) * HOUR;
            double counts = weight * (end - at);
            if (weight > 0 && left <= counts) {
                return at + Math.round(left / weight);
            }
            left -= counts;
            at = end;
        }
    }
}
