package io.throughline.platform.cases;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A short rest between two attempts.
@FunctionalInterface
interface Pause {
    Pause PARKED = duration -> LockSupport.parkNanos(duration.toNanos());

    void of(Duration duration);
}
