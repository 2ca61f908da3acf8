package io.throughline.platform.desk;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/// Wakes who waits in this process, so that nobody has to wait for the next look at the database.
@Component
class FloorSignals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asking = lock.newCondition();
    private final Condition deciding = lock.newCondition();
    private long asked; // guarded by lock, like the next
    private long decided;

    /// Something was asked of the floor.
    void asked() {
        lock.lock();
        try {
            asked++;
            asking.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The floor has decided something, and that is committed.
    void decided() {
        lock.lock();
        try {
            decided++;
            deciding.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long timesAsked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    long timesDecided() {
        lock.lock();
        try {
            return decided;
        } finally {
            lock.unlock();
        }
    }

    /// Returns at once if something was asked since `seen`, and at the latest after so long.
    void awaitAsked(long seen, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (asked == seen && left > 0) {
                left = asking.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The same for decisions.
    void awaitDecided(long seen, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            if (decided == seen) {
                deciding.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }
}
