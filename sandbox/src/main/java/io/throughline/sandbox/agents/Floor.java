package io.throughline.sandbox.agents;

import io.throughline.sandbox.crowd.Pause;
import java.time.Duration;
import java.util.function.LongSupplier;

/// What all colleagues of a floor share.
///
/// @param nanos a clock that only goes forward, for how long things take
record Floor(
        DeskWire wire,
        Telephone telephone,
        Habits habits,
        long seed,
        Gauge gauge,
        Tally tally,
        Journal journal,
        LongSupplier nanos,
        Pause pause) {

    /// Lets time pass until an instant of [#nanos].
    void until(long due) throws InterruptedException {
        long left = due - nanos.getAsLong();
        if (left > 0) {
            pause.pass(Duration.ofNanos(left));
        }
    }
}
