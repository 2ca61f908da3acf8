package io.throughline.sandbox.carrier;

import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/// Admits so many a second of wall time, with one second's worth in hand.
final class Throttle {
    private final int perSecond;
    private final InstantSource wall;
    private final ReentrantLock lock = new ReentrantLock();
    private double inHand;
    private long filledAt;

    Throttle(int perSecond, InstantSource wall) {
        this.perSecond = perSecond;
        this.wall = wall;
        this.inHand = perSecond;
        this.filledAt = wall.millis();
    }

    boolean admits() {
        lock.lock();
        try {
            long now = wall.millis();
            inHand = Math.min(perSecond, inHand + Math.max(0, now - filledAt) * perSecond / 1000.0);
            filledAt = now;
            if (inHand < 1) {
                return false;
            }
            inHand--;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
