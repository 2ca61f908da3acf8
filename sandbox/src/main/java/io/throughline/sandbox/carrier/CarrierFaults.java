package io.throughline.sandbox.carrier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// What goes wrong at the carrier. What becomes of a receipt depends only on the seed, the number
/// and how many messages the number had before, so that the same crowd meets the same faults
/// whatever the threads do.
final class CarrierFaults {
    private static final double THROTTLED = 0.03;
    private static final double LATE = 0.10;
    private static final double DOUBLED = 0.08;
    private static final int LATEST_SECONDS = 3 * 60 * 60;

    private final boolean isOn;
    private final long seed;
    private final RandomGenerator throttling;
    private final ReentrantLock lock = new ReentrantLock();

    CarrierFaults(boolean isOn, long seed) {
        this.isOn = isOn;
        this.seed = seed;
        this.throttling = new SplittableRandom(seed);
    }

    /// Whether this submission is refused although there was room.
    boolean throttles() {
        if (!isOn) {
            return false;
        }
        lock.lock();
        try {
            return throttling.nextDouble() < THROTTLED;
        } finally {
            lock.unlock();
        }
    }

    /// When, after delivery, receipts go out: once and at once, unless faults are on.
    List<Duration> receiptsAfter(String number, long earlierMessages) {
        if (!isOn) {
            return List.of(Duration.ZERO);
        }
        var random = new SplittableRandom(seed ^ number.hashCode() * 0x9e3779b97f4a7c15L + earlierMessages);
        var delays = new ArrayList<Duration>();
        delays.add(random.nextDouble() < LATE ? later(random) : Duration.ZERO);
        if (random.nextDouble() < DOUBLED) {
            delays.add(delays.getFirst().plus(random.nextBoolean() ? Duration.ZERO : later(random)));
        }
        return List.copyOf(delays);
    }

    private static Duration later(RandomGenerator random) {
        return Duration.ofSeconds(1 + random.nextInt(LATEST_SECONDS));
    }
}
