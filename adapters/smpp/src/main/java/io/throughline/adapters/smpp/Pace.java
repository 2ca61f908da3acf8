package io.throughline.adapters.smpp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets at most so many pass in a second, evenly, in order.
final class Pace {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition never = lock.newCondition();
    private final long gap;
    private long next = System.nanoTime();

    Pace(int perSecond) {
        gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /// Waits for its turn.
    void await() throws InterruptedException {
        rest(Duration.ofNanos(turn()));
    }

    /// Waits so long.
    void rest(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lockInterruptibly();
        try {
            while (left > 0) {
                left = never.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private long turn() {
        lock.lock();
        try {
            long now = System.nanoTime();
            long mine = Math.max(now, next);
            next = mine + gap;
            return mine - now;
        } finally {
            lock.unlock();
        }
    }
}
