package io.throughline.platform.channels;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What many callers bring at the same time is worked on together, without a thread of its own: who finds nobody
/// working works at once; who comes meanwhile waits, and the first of them works on all that has gathered. Each caller
/// returns when its own is done.
public final class Together<T> {
    private final int atMost;
    private final Consumer<List<T>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket<T>> waiting = new ArrayDeque<>(); // guarded by lock
    private boolean working; // guarded by lock

    /// @param atMost worked on in one go; below 2 everybody works for himself
    /// @param work all or nothing; what fails together is tried one by one
    public Together(int atMost, Consumer<List<T>> work) {
        this.atMost = atMost;
        this.work = work;
    }

    /// How many wait for those that are being worked on.
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private enum Turn {
        WORK,
        DONE,
        /// It failed together with others.
        ALONE
    }

    private record Ticket<T>(T one, CompletableFuture<Turn> turn) {}

    /// Has it worked on, with whatever gathers, and returns when that is done; throws what the work threw of this one.
    public void take(T one) {
        if (atMost < 2) {
            work.accept(List.of(one));
            return;
        }
        var own = new Ticket<>(one, new CompletableFuture<Turn>());
        switch (isFirst(own) ? Turn.WORK : own.turn().join()) {
            case WORK -> lead(own);
            case DONE -> {}
            case ALONE -> work.accept(List.of(one));
        }
    }

    private boolean isFirst(Ticket<T> ticket) {
        lock.lock();
        try {
            if (!working) {
                working = true;
                return true;
            }
            waiting.add(ticket);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void lead(Ticket<T> own) {
        var batch = gather(own);
        var others = batch.subList(1, batch.size());
        boolean isDone = false;
        try {
            work.accept(batch.stream().map(Ticket::one).toList());
            isDone = true;
        } catch (RuntimeException fault) {
            if (others.isEmpty()) {
                throw fault;
            }
        } finally {
            handOver();
            for (var ticket : others) {
                ticket.turn().complete(isDone ? Turn.DONE : Turn.ALONE);
            }
        }
        if (!isDone) {
            work.accept(List.of(own.one()));
        }
    }

    private List<Ticket<T>> gather(Ticket<T> own) {
        var batch = new ArrayList<Ticket<T>>();
        batch.add(own);
        lock.lock();
        try {
            while (!waiting.isEmpty() && batch.size() < atMost) {
                batch.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private void handOver() {
        @Nullable Ticket<T> next;
        lock.lock();
        try {
            next = waiting.poll();
            working = next != null;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.turn().complete(Turn.WORK);
        }
    }
}
