package io.throughline.sandbox.crowd;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/// Acts in the order of their virtual time. Works with a clock that runs as with one that leaps: an act is
/// due when the clock has reached it, however it got there. A bounded number of acts runs at once, each on a
/// virtual thread.
final class Planner implements AutoCloseable {
    interface Act {
        void run() throws InterruptedException;
    }

    record Pulse(int active, Optional<Instant> nextAt, boolean idle) {}

    /// An act on the list; its planner can still bring it forward.
    record Planned(Instant at, long sequence, Act act) {}

    private final InstantSource clock;
    private final Pause pause;
    private final Duration tick;
    private final int concurrency;
    private final Thread.UncaughtExceptionHandler onFault;
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Planned> queue =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingLong(Planned::sequence));
    private long sequence;
    private int active;
    private boolean closed;

    Planner(InstantSource clock, Pause pause, Duration tick, int concurrency, Thread.UncaughtExceptionHandler onFault) {
        this.clock = clock;
        this.pause = pause;
        this.tick = tick;
        this.concurrency = concurrency;
        this.onFault = onFault;
    }

    void start() {
        Thread.ofVirtual().name("crowd-planner").start(this::work);
    }

    Planned plan(Instant at, Act act) {
        lock.lock();
        try {
            Planned planned = new Planned(at, sequence++, act);
            queue.add(planned);
            return planned;
        } finally {
            lock.unlock();
        }
    }

    /// Does it now instead of later; an act that began already stays as it is.
    void hasten(Planned planned) {
        lock.lock();
        try {
            if (queue.remove(planned)) {
                queue.add(new Planned(clock.instant(), planned.sequence(), planned.act()));
            }
        } finally {
            lock.unlock();
        }
    }

    /// One moment's truth: an act is either planned or active, never between the two.
    Pulse pulse() {
        lock.lock();
        try {
            return new Pulse(
                    active, Optional.ofNullable(queue.peek()).map(Planned::at), active == 0 && queue.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (startWhatIsDue()) {
                pause.pass(tick);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean startWhatIsDue() {
        Instant now = clock.instant();
        lock.lock();
        try {
            for (Planned next = queue.peek();
                    !closed
                            && active < concurrency
                            && next != null
                            && !next.at().isAfter(now);
                    next = queue.peek()) {
                queue.remove();
                active++;
                Act act = next.act();
                Thread.ofVirtual().name("crowd-act").start(() -> run(act));
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void run(Act act) {
        try {
            act.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            onFault.uncaughtException(Thread.currentThread(), e);
        } finally {
            lock.lock();
            try {
                active--;
            } finally {
                lock.unlock();
            }
            // the slot is free: no need to wait for the next tick
            startWhatIsDue();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
        } finally {
            lock.unlock();
        }
    }
}
