package io.throughline.platform.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How the floor stood at each of the last twenty full minutes, made from the times that work keeps of itself. Worked
/// out once a minute: what is past does not change. Work that came back into line counts as having waited throughout,
/// since it kept its place.
@Component
class Trend {
    static final Duration LENGTH = Duration.ofMinutes(20);
    private static final Duration LOOK_BACK = Duration.ofHours(1);
    private final WallStore store;
    private final Queues queues;
    private volatile @Nullable Known known;

    Trend(WallStore store, Queues queues) {
        this.store = store;
        this.queues = queues;
    }

    /// @param oldestSeconds null: nothing waited
    /// @param withinTarget of what was taken up in the hour before; null: nothing was
    record Point(
            Instant at,
            int waiting,
            @Nullable Long oldestSeconds,
            @Nullable Double withinTarget,
            int exceptions) {}

    private record Known(Instant minute, List<Point> points) {}

    List<Point> until(Instant now) {
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        var before = known;
        if (before != null && before.minute().equals(minute)) {
            return before.points();
        }
        var points = points(minute);
        known = new Known(minute, points);
        return points;
    }

    private List<Point> points(Instant last) {
        var first = last.minus(LENGTH);
        var taken = store.takenUp(first.minus(LOOK_BACK), last);
        var points = new ArrayList<Point>();
        for (var stood : store.stood(first, last)) {
            int all = 0;
            int good = 0;
            for (var one : taken) {
                if (one.at().isAfter(stood.at().minus(LOOK_BACK)) && !one.at().isAfter(stood.at())) {
                    all++;
                    good += isInTime(one) ? 1 : 0;
                }
            }
            points.add(new Point(
                    stood.at(),
                    stood.waiting(),
                    stood.oldestSeconds(),
                    all == 0 ? null : (double) good / all,
                    stood.exceptions()));
        }
        return List.copyOf(points);
    }

    private boolean isInTime(WallStore.Taken one) {
        var queue = queues.find(one.queue());
        return queue == null || one.seconds() <= queue.target().within().toSeconds();
    }
}
