package io.throughline.sandbox.faults;

import java.time.Duration;

/// How a fault makes a caller wait. A test holds the caller with a latch instead of time.
@FunctionalInterface
public interface Hang {
    void hold(Duration atMost) throws InterruptedException;
}
