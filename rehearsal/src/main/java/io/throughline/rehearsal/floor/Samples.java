package io.throughline.rehearsal.floor;

import java.util.Arrays;

/// Measured times, for their mean and quantiles.
public final class Samples {
    private long[] values = new long[64];
    private int count;
    private double sum;

    public void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
        sum += value;
    }

    public int count() {
        return count;
    }

    /// 0 without any.
    public double mean() {
        return count == 0 ? 0 : sum / count;
    }

    /// The smallest value that at least `share` of all do not exceed; 0 without any.
    public long quantile(double share) {
        if (count == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[Math.clamp((long) Math.ceil(share * count) - 1, 0, count - 1)];
    }
}
