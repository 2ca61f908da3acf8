package io.throughline.sandbox.crowd;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A virtual clock that stands still until the test makes it leap.
final class LeapingClock implements InstantSource {
    private final AtomicLong nowMillis;

    LeapingClock(Instant start) {
        nowMillis = new AtomicLong(start.toEpochMilli());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMillis.get());
    }

    void leapTo(Instant then) {
        nowMillis.accumulateAndGet(then.toEpochMilli() + 1, Math::max);
    }
}
