package io.throughline.platform.records;

import java.time.Duration;
import java.util.SplittableRandom;

/// Exponential back-off with full jitter. The jitter comes from the effect's key, so that a run
/// repeats itself and effects that failed together do not come back together.
///
/// @param first ceiling of the first pause
/// @param most ceiling of every pause
record Backoff(Duration first, Duration most) {
    /// @param attempt counts from 1
    Duration pause(String key, int attempt) {
        long ceiling = Math.min(most.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
        long seed = key.hashCode() * 31L + attempt;
        return Duration.ofMillis(1 + new SplittableRandom(seed).nextLong(ceiling));
    }
}
