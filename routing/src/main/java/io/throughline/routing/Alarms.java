package io.throughline.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Times that come due, in their order. An alarm is not taken back: it is over when its subject has changed since.
final class Alarms {
    /// What comes due.
    enum Kind {
        RING,
        OVERFLOW,
        PREFERENCE_ENDS,
        CALL_BACK,
        OFFER_ENDS,
        DECLINE_ENDS,
        WRAP_UP_ENDS,
        AGENT_LOST,
        QUEUE_HOURS
    }

    /// @param subject an item, agent or queue
    /// @param turn of the subject when the alarm was set
    record Alarm(Instant at, long number, Kind kind, String subject, int turn) {}

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::number));
    private long count;

    void set(Instant at, Kind kind, String subject, int turn) {
        if (at.isBefore(Instant.MAX)) {
            alarms.add(new Alarm(at, count++, kind, subject, turn));
        }
    }

    /// The next that is due at `now`, or null.
    @Nullable
    Alarm due(Instant now) {
        var first = alarms.peek();
        return first == null || first.at().isAfter(now) ? null : alarms.poll();
    }

    @Nullable
    Instant next() {
        var first = alarms.peek();
        return first == null ? null : first.at();
    }
}
