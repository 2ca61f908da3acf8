package io.throughline.platform.cases;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponential back-off with full jitter: anything from a moment to the bound of that attempt.
final class Backoff {
    private final IntervalFunction bound;
    private final RandomGenerator random;

    Backoff(Duration first, Duration last, RandomGenerator random) {
        this.bound = IntervalFunction.ofExponentialBackoff(first, 2.0, last);
        this.random = random;
    }

    /// @param attempt counts from 1
    Duration after(int attempt) {
        return Duration.ofMillis(1 + random.nextLong(bound.apply(Math.clamp(attempt, 1, 60))));
    }
}
