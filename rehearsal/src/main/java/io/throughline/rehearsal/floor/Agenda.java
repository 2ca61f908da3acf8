package io.throughline.rehearsal.floor;

import java.util.PriorityQueue;

/// What is going to happen, in the order of virtual time. What is due at the same instant happens in the
/// order in which it was put down, so that a run depends on nothing but its seed. For one thread.
public final class Agenda {
    private record Entry(long at, long number, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(at, other.at);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private long number;

    /// @param start milliseconds of the epoch, as every time here
    public Agenda(long start) {
        this.now = start;
    }

    public long now() {
        return now;
    }

    /// Puts something down. What is already past happens now.
    public void at(long when, Runnable what) {
        entries.add(new Entry(Math.max(when, now), number++, what));
    }

    /// Puts something down for `delay` milliseconds from now.
    public void in(long delay, Runnable what) {
        at(now + delay, what);
    }

    /// Lets everything happen that is due up to `end`, and stands at `end` or at the last of it, whichever
    /// is earlier.
    public void run(long end) {
        for (var next = entries.peek(); next != null && next.at <= end; next = entries.peek()) {
            entries.poll();
            now = next.at;
            next.what.run();
        }
    }

    /// Whether something is still to happen.
    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
