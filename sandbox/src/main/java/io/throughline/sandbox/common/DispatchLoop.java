package io.throughline.sandbox.common;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that runs a round of work again and again: at once when woken, otherwise after the
/// rest that the last round asked for. Closing it lets the round that has begun come to its end.
public final class DispatchLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    private final Round round;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean isWoken;
    private volatile boolean isClosed;

    private DispatchLoop(String name, Round round) {
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public static DispatchLoop start(String name, Round round) {
        var loop = new DispatchLoop(name, round);
        loop.thread.start();
        return loop;
    }

    /// There may be work now.
    public void wake() {
        lock.lock();
        try {
            isWoken = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        wake();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                rest(oneRound());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was told to stop in the middle", thread.getName(), e);
        }
    }

    private Duration oneRound() throws InterruptedException {
        try {
            return round.run();
        } catch (RuntimeException e) {
            LOG.warn("{} stumbled ({}), goes on", thread.getName(), e.getClass().getSimpleName());
            return AFTER_A_FAULT;
        }
    }

    private void rest(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(atMost);
            while (!isWoken && left > 0) {
                left = woken.awaitNanos(left);
            }
            isWoken = false;
        } finally {
            lock.unlock();
        }
    }

    /// One pass over what is due. Returns how long (wall time) to rest unless woken.
    @FunctionalInterface
    public interface Round {
        Duration run() throws InterruptedException;
    }
}
