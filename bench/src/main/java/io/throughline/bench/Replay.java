package io.throughline.bench;

import io.throughline.routing.Agent;
import io.throughline.routing.Floor;
import io.throughline.routing.FloorEvent;
import io.throughline.routing.FloorInput;
import io.throughline.routing.FloorRules;
import io.throughline.routing.Need;
import io.throughline.routing.Presence;
import io.throughline.routing.Queue;
import io.throughline.routing.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// One day of a call log through the floor: calls come within their five minutes, people come and go by the half hour,
/// whoever waits too long gives up.
final class Replay {
    private static final double IN_TIME = 20;
    private final Floor floor = new Floor(FloorRules.USUAL, List.of(Queue.of("calls", Map.of())));
    private final RandomGenerator random;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
    private final Map<String, Instant> waiting = new HashMap<>();
    private final Told told = new Told();
    private int known;
    private long numbers;

    /// What is to happen.
    private record Due(Instant at, long number, FloorInput input, int people) {}

    private Replay(CallLog.Day day, List<Staffing.Level> plan) {
        this.random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(day.date().toEpochDay());
        var start = day.date().atTime(day.opens()).toInstant(ZoneOffset.UTC);
        for (int shift = 0; shift < plan.size(); shift++) {
            var at = start.plus(CallLog.INTERVAL.multipliedBy((long) shift * CallLogBenchmark.SHIFT));
            due(at, new FloorInput.Wait(), plan.get(shift).people());
        }
        for (int i = 0; i < day.calls().size(); i++) {
            var from = start.plus(CallLog.INTERVAL.multipliedBy(i));
            for (int call = 0; call < day.calls().get(i); call++) {
                var at = from.plus(seconds(random.nextDouble() * CallLog.INTERVAL.toSeconds()));
                var item = new WorkItem("c" + i + "-" + call, "", "", "calls", 0, at, null, Need.of("voice"), null);
                due(at, new FloorInput.Arrive(item), 0);
            }
        }
    }

    static Told of(CallLog.Day day, List<Staffing.Level> plan) {
        var replay = new Replay(day, plan);
        replay.run();
        return replay.told;
    }

    private void run() {
        for (var next = due.poll(); next != null; next = due.poll()) {
            switch (next.input()) {
                case FloorInput.Wait _ -> shift(next.people(), next.at());
                case FloorInput.Arrive arrive -> {
                    waiting.put(arrive.item().id(), next.at());
                    var gone = next.at().plus(seconds(random.nextExponential() * CallLogBenchmark.PATIENCE));
                    due(gone, new FloorInput.Withdraw(arrive.item().id(), "gave up"), 0);
                    take(arrive, next.at());
                }
                case FloorInput.Withdraw withdraw -> {
                    var since = waiting.remove(withdraw.item());
                    if (since != null) {
                        told.gaveUpOne();
                        take(withdraw, next.at());
                    }
                }
                default -> take(next.input(), next.at());
            }
        }
    }

    /// From now on so many are there; who is in a call finishes it.
    private void shift(int people, Instant now) {
        for (; known < people; known++) {
            floor.take(new FloorInput.Know(agent("a" + known)), now);
        }
        for (int one = 0; one < known; one++) {
            var presence = one < people ? Presence.AVAILABLE : Presence.AWAY;
            take(new FloorInput.Present("a" + one, presence, "by the plan"), now);
        }
    }

    private void take(FloorInput input, Instant now) {
        var events = new ArrayDeque<>(floor.take(input, now));
        while (!events.isEmpty()) {
            if (events.poll() instanceof FloorEvent.Offered offered) {
                events.addAll(floor.take(new FloorInput.Accept(offered.agent(), offered.item()), now));
                var since = waiting.remove(offered.item());
                told.taken(since == null ? 0 : seconds(since, now));
                var end = now.plus(seconds(random.nextExponential() * CallLogBenchmark.SERVICE));
                due(end, new FloorInput.Complete(offered.agent(), offered.item()), 0);
            }
        }
    }

    private void due(Instant at, FloorInput input, int people) {
        due.add(new Due(at, numbers++, input, people));
    }

    private static Agent agent(String id) {
        return new Agent(
                id, Set.of("calls"), Map.of(), Set.of(), Set.of(), Map.of(), Map.of("voice", Agent.Capacity.ONE));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /// What came of the calls.
    static final class Told {
        private final List<Double> waits = new ArrayList<>();
        private int gaveUp;

        void taken(double wait) {
            waits.add(wait);
        }

        void gaveUpOne() {
            gaveUp++;
        }

        void add(Told other) {
            waits.addAll(other.waits);
            gaveUp += other.gaveUp;
        }

        int calls() {
            return waits.size() + gaveUp;
        }

        /// Of all calls, also of those who gave up.
        double inTime() {
            return waits.stream().filter(wait -> wait <= IN_TIME).count() / (double) calls();
        }

        /// Of those who were answered.
        double meanWait() {
            return waits.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }

        double wait(double quantile) {
            var sorted = waits.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1.0, sorted.size() * quantile));
        }

        double gaveUp() {
            return gaveUp / (double) calls();
        }
    }
}
