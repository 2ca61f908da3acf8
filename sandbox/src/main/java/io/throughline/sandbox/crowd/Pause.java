package io.throughline.sandbox.crowd;

import java.time.Duration;

/// Lets wall time pass. A main gives `Thread::sleep`; nothing else in the crowd knows of the wall.
@FunctionalInterface
public interface Pause {
    void pass(Duration wall) throws InterruptedException;
}
