package io.throughline.routing;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Items of one demand, in the order in which they go.
final class Line {
    final int index;
    final Demand demand;
    final QueueHours hours;
    final NavigableSet<Waiting> items = new TreeSet<>(Waiting.ORDER);

    Line(int index, Demand demand, QueueHours hours) {
        this.index = index;
        this.demand = demand;
        this.hours = hours;
    }

    /// The first that may go to somebody.
    @Nullable
    Waiting firstFor(String agent, Instant now) {
        for (var waiting : items) {
            if (waiting.mayGoTo(agent, now)) {
                return waiting;
            }
        }
        return null;
    }
}
