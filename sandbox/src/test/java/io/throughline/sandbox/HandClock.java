package io.throughline.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test sets, from one thread.
public final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-02T15:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
