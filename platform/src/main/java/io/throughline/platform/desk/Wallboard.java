package io.throughline.platform.desk;

import io.throughline.workflow.ServedQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The floor at a glance. People are counts here, never ranked.
@Component
class Wallboard {
    private static final int MOST_WAITS = 100;
    private static final Duration LOOK_BACK = Duration.ofHours(1);
    private final WallStore store;
    private final Queues queues;
    private final ProfileStore profiles;
    private final Trend trend;
    private final InstantSource clock;

    Wallboard(WallStore store, Queues queues, ProfileStore profiles, Trend trend, InstantSource clock) {
        this.store = store;
        this.trend = trend;
        this.queues = queues;
        this.profiles = profiles;
        this.clock = clock;
    }

    /// @param oldestSeconds null: nothing waits
    record Totals(
            int waiting,
            @Nullable Long oldestSeconds,
            @Nullable Double withinTarget,
            int offered,
            int atWork,
            int callBacks,
            int approvals,
            int exceptions) {}

    /// @param occupancy share of those there and not away who are at work or in after-contact time; null: nobody is
    record People(
            int signedIn,
            int free,
            int offered,
            int atWork,
            int wrappingUp,
            int away,
            @Nullable Double occupancy) {}

    record Target(int percent, long withinSeconds) {}

    /// @param oldestSeconds null: nothing waits
    /// @param overTarget how many wait longer than the target
    /// @param withinTarget of what was taken up in the last hour; null: nothing was
    /// @param waits seconds that each has waited, the longest first; at most [#MOST_WAITS]
    record OfQueue(
            String name,
            boolean open,
            int waiting,
            @Nullable Long oldestSeconds,
            int overTarget,
            int atWork,
            int free,
            Target target,
            @Nullable Double withinTarget,
            int takenLastHour,
            @Nullable Double meanWaitSeconds,
            List<Long> waits) {}

    /// @param zone of the house, in which a screen on its wall tells the time
    /// @param trend the last twenty full minutes, oldest first
    record Wall(Instant at, String zone, Totals totals, People agents, List<OfQueue> queues, List<Trend.Point> trend) {}

    Wall now() {
        var now = clock.instant();
        var standings = store.standings(now).stream().collect(Collectors.toMap(WallStore.Standing::queue, one -> one));
        var waits = store.waits(now);
        var taken = store.taken(now.minus(LOOK_BACK));
        var people = store.people();
        var kept = profiles.all();
        var lines = new ArrayList<OfQueue>();
        int within = 0;
        int all = 0;
        for (var queue : queues.with(standings.keySet()).all()) {
            var standing =
                    standings.getOrDefault(queue.name(), new WallStore.Standing(queue.name(), 0, 0, 0, 0, 0, 0, null));
            var times = taken.getOrDefault(queue.name(), List.of());
            double target = queue.target().within().toSeconds();
            int good = (int) times.stream().filter(time -> time <= target).count();
            within += good;
            all += times.size();
            int free = (int) people.stream()
                    .filter(Wallboard::isFree)
                    .filter(one -> serves(kept.get(one.agent()), queue))
                    .count();
            if (standing.waiting() + standing.atWork() + standing.offered() + standing.callBacks() + times.size() > 0
                    || !queue.servedBy().isEmpty()) {
                lines.add(line(queue, standing, waits.getOrDefault(queue.name(), List.of()), times, good, free, now));
            }
        }
        lines.sort(Comparator.comparingLong(Wallboard::waited).reversed().thenComparing(OfQueue::name));
        return new Wall(
                now,
                queues.zone().getId(),
                totals(standings.values(), all == 0 ? null : (double) within / all),
                people(people),
                lines,
                trend.until(now));
    }

    private static long waited(OfQueue queue) {
        var oldest = queue.oldestSeconds();
        return oldest == null ? -1 : oldest;
    }

    private static boolean isFree(WallStore.Busy one) {
        return one.presence().equals("AVAILABLE") && !one.wrapsUp() && one.work() == 0 && !one.offered();
    }

    private static boolean serves(@Nullable Profile profile, ServedQueue queue) {
        var teams = profile == null ? Set.<String>of() : profile.teams();
        return teams.isEmpty()
                || queue.servedBy().isEmpty()
                || queue.servedBy().stream().anyMatch(teams::contains);
    }

    private static OfQueue line(
            ServedQueue queue,
            WallStore.Standing standing,
            List<Double> waits,
            List<Double> times,
            int good,
            int free,
            Instant now) {
        double target = queue.target().within().toSeconds();
        return new OfQueue(
                queue.name(),
                Queues.hours(queue).isOpen(now),
                standing.waiting() + standing.offered(),
                standing.oldestSeconds(),
                (int) waits.stream().filter(time -> time > target).count(),
                standing.atWork(),
                free,
                new Target(queue.target().percent(), queue.target().within().toSeconds()),
                times.isEmpty() ? null : (double) good / times.size(),
                times.size(),
                times.isEmpty()
                        ? null
                        : times.stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0),
                waits.stream()
                        .map(Double::longValue)
                        .sorted(Comparator.reverseOrder())
                        .limit(MOST_WAITS)
                        .toList());
    }

    private static Totals totals(java.util.Collection<WallStore.Standing> all, @Nullable Double withinTarget) {
        return new Totals(
                all.stream().mapToInt(one -> one.waiting() + one.offered()).sum(),
                all.stream()
                        .flatMap(one -> Stream.ofNullable(one.oldestSeconds()))
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                withinTarget,
                all.stream().mapToInt(WallStore.Standing::offered).sum(),
                all.stream().mapToInt(WallStore.Standing::atWork).sum(),
                all.stream().mapToInt(WallStore.Standing::callBacks).sum(),
                all.stream().mapToInt(WallStore.Standing::approvals).sum(),
                all.stream().mapToInt(WallStore.Standing::exceptions).sum());
    }

    private static People people(List<WallStore.Busy> all) {
        var there =
                all.stream().filter(one -> !one.presence().equals("OFFLINE")).toList();
        int away = (int)
                there.stream().filter(one -> one.presence().equals("AWAY")).count();
        int atWork = (int) there.stream().filter(one -> one.work() > 0).count();
        int wrapping = (int)
                there.stream().filter(one -> one.wrapsUp() && one.work() == 0).count();
        int available = there.size() - away;
        int busy = (int) there.stream()
                .filter(one -> !one.presence().equals("AWAY") && (one.work() > 0 || one.wrapsUp()))
                .count();
        return new People(
                there.size(),
                (int) there.stream().filter(Wallboard::isFree).count(),
                (int) there.stream().filter(WallStore.Busy::offered).count(),
                atWork,
                wrapping,
                away,
                available == 0 ? null : (double) busy / available);
    }
}
