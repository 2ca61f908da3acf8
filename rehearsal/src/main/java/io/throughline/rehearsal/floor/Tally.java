package io.throughline.rehearsal.floor;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is counted of one kind of waiting in a line: its calls, or its work.
public final class Tally {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private final long target;
    private final TreeMap<Long, HourFigures> hours = new TreeMap<>();
    private final Samples waits = new Samples();
    private final Samples answeredWaits = new Samples();
    private final HourFigures all = new HourFigures();
    private double handled;
    private long lastHour = Long.MIN_VALUE;
    private HourFigures last = all;

    /// @param target milliseconds within which a call should be answered
    Tally(long target) {
        this.target = target;
    }

    private HourFigures hour(long when) {
        long start = Math.floorDiv(when, HOUR) * HOUR;
        if (start != lastHour) {
            lastHour = start;
            last = hours.computeIfAbsent(start, _ -> new HourFigures());
        }
        return last;
    }

    void offered(long when, int people) {
        all.offered++;
        var hour = hour(when);
        hour.offered++;
        hour.people = Math.max(hour.people, people);
    }

    void answered(long since, long now) {
        long wait = now - since;
        boolean inTarget = wait <= target;
        count(hour(since), wait, inTarget);
        count(all, wait, inTarget);
        waits.add(wait);
        answeredWaits.add(wait);
    }

    private static void count(HourFigures figures, long wait, boolean inTarget) {
        figures.answered++;
        figures.waited += wait;
        figures.inTarget += inTarget ? 1 : 0;
    }

    void left(long since, long now) {
        for (var figures : new HourFigures[] {hour(since), all}) {
            figures.left++;
            figures.waited += now - since;
        }
        waits.add(now - since);
    }

    /// Time of service, by the hours over which it goes.
    void busy(long from, long handle, int people) {
        handled += handle;
        all.busy += handle;
        long end = from + handle;
        for (long start = from; start < end; ) {
            long next = Math.min(end, (Math.floorDiv(start, HOUR) + 1) * HOUR);
            var hour = hour(start);
            hour.busy += next - start;
            hour.people = Math.max(hour.people, people);
            start = next;
        }
    }

    /// By the start of the hour, in milliseconds of the epoch.
    public SortedMap<Long, HourFigures> hours() {
        return Collections.unmodifiableSortedMap(hours);
    }

    /// Over all hours.
    public HourFigures all() {
        return all;
    }

    /// Waits of everybody, served or not.
    public Samples waits() {
        return waits;
    }

    /// Waits of those who were served.
    public Samples answeredWaits() {
        return answeredWaits;
    }

    /// Mean time of service, in milliseconds.
    public double meanHandle() {
        return all.answered == 0 ? 0 : handled / all.answered;
    }

    /// Time of service in all, in milliseconds.
    public double handled() {
        return handled;
    }
}
