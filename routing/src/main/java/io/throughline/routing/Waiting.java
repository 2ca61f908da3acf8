package io.throughline.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An item on the floor and how it stands.
final class Waiting {
    /// Where an item can stand.
    enum Stand {
        IN_LINE,
        /// For a while it is one person's only.
        PREFERRED,
        CALL_BACK,
        OFFERED,
        AT_WORK
    }

    /// Higher priority first, then the longest wait, then who came first.
    static final Comparator<Waiting> ORDER = Comparator.<Waiting>comparingInt(waiting -> -waiting.item.priority())
            .thenComparing(waiting -> waiting.item.since())
            .thenComparingLong(waiting -> waiting.number);

    final long number;
    final Map<String, Instant> declined = new HashMap<>();
    WorkItem item;
    Stand stand = Stand.IN_LINE;
    Instant inQueueSince;
    int ring;

    @Nullable
    Line line;
    /// Who it is offered to, who has it at work, or whose it is for a while.
    @Nullable
    Desk desk;

    @Nullable
    Instant until;
    /// Counts its changes; an alarm set before the last of them is over.
    int turn;
    String why = "";

    Waiting(long number, WorkItem item, Instant now) {
        this.number = number;
        this.item = item;
        this.inQueueSince = now;
    }

    Desk desk() {
        return Objects.requireNonNull(desk);
    }

    /// Whether this very item, apart from its line, may go to somebody now.
    boolean mayGoTo(String agent, Instant now) {
        if (item.need().never().contains(agent)) {
            return false;
        }
        var end = declined.get(agent);
        return end == null || !now.isBefore(end);
    }
}
