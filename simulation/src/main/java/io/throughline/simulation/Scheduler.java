package io.throughline.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Virtual time, and in it tasks of which one runs at a time, until it sleeps. Each has a virtual thread of its own, so
/// that the product's blocking code runs as it is; who goes on next is decided by wake-up times alone, which come from
/// the seed. Nothing else in a world may wait.
final class Scheduler {
    private final TreeSet<Task> asleep =
            new TreeSet<>(Comparator.comparing((Task task) -> task.wakesAt).thenComparing(task -> task.turn));
    private final Trace trace;
    private Instant now;
    private long turns;
    private @Nullable Task running;

    Scheduler(Instant start, Trace trace) {
        this.now = start;
        this.trace = trace;
    }

    /// Something that runs, sleeps and ends.
    static final class Task {
        private final String name;
        private final BooleanSupplier doomed;
        private Thread thread = Thread.currentThread();
        private Instant wakesAt = Instant.MIN;
        private long turn;
        private boolean over;
        private volatile boolean mayRun;

        private Task(String name, BooleanSupplier doomed) {
            this.name = name;
            this.doomed = doomed;
        }

        boolean isOver() {
            return over;
        }
    }

    Instant now() {
        return now;
    }

    Task current() {
        var task = running;
        if (task == null) {
            throw new IllegalStateException("no task is running");
        }
        return task;
    }

    /// Runs `body` as the first task, on this thread, until it ends.
    void run(Runnable body) {
        running = new Task("director", () -> false);
        body.run();
    }

    /// Another task, from now on.
    ///
    /// @param doomed whether it is to die instead of going on
    Task spawn(String name, BooleanSupplier doomed, Runnable body) {
        var task = new Task(name, doomed);
        task.thread = Thread.ofVirtual().name(name).unstarted(() -> {
            awaitTurn(task);
            try {
                if (!doomed.getAsBoolean()) {
                    body.run();
                }
            } catch (Crash dead) {
                // as it should
            } finally {
                task.over = true;
                handOver(next());
            }
        });
        task.thread.start();
        putToSleep(task, now);
        return task;
    }

    void sleep(Duration time) {
        sleepUntil(now.plus(time));
    }

    /// Lets others go on until then, or until woken.
    ///
    /// @throws Crash if the task's process died meanwhile
    void sleepUntil(Instant then) {
        var self = current();
        putToSleep(self, then.isBefore(now) ? now : then);
        var next = next();
        if (next != self) {
            handOver(next);
            awaitTurn(self);
        }
        if (self.doomed.getAsBoolean()) {
            throw new Crash();
        }
    }

    /// Lets a sleeping task go on soon, in the order of these calls.
    void wake(Task task) {
        if (asleep.remove(task)) {
            putToSleep(task, now.isBefore(task.wakesAt) ? now : task.wakesAt);
        }
    }

    /// Ends every other task that sleeps: each dies as if its process had.
    void endAll() {
        while (!asleep.isEmpty()) {
            for (var task : List.copyOf(asleep)) {
                wake(task);
            }
            sleep(Duration.ZERO);
        }
    }

    private void putToSleep(Task task, Instant until) {
        task.wakesAt = until;
        task.turn = turns++;
        asleep.add(task);
    }

    private Task next() {
        var next = asleep.pollFirst();
        if (next == null) {
            throw new IllegalStateException("every task is over but the first never ended");
        }
        if (next.wakesAt.isAfter(now)) {
            now = next.wakesAt;
        }
        running = next;
        trace.turn(now, next.name);
        return next;
    }

    private static void handOver(Task next) {
        next.mayRun = true;
        LockSupport.unpark(next.thread);
    }

    private static void awaitTurn(Task self) {
        while (!self.mayRun) {
            LockSupport.park();
        }
        self.mayRun = false;
    }
}
