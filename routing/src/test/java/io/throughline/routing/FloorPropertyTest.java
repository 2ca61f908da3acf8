package io.throughline.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of random days on a small floor, watched by [Watcher].
class FloorPropertyTest {
    private static final Instant START = Instant.parse("2026-03-06T13:00:00Z");
    private static final int STEPS = 6_000;
    private static final FloorRules RULES = new FloorRules(3, Duration.ofSeconds(60), Duration.ofSeconds(90));
    private static final List<String> SKILLS = List.of("billing", "disputes", "hardship");
    private static final List<String> KINDS = List.of("voice", "chat", "case");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatever_happens_offers_are_single_allowed_in_order_and_prompt(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var queues = queues();
        var floor = new Floor(RULES, queues);
        var watcher = new Watcher(RULES, queues);
        var now = START;
        for (int step = 0; step < STEPS; step++) {
            var next = floor.next().orElse(Instant.MAX);
            now = random.nextInt(4) == 0 && next.isAfter(now) && next.isBefore(now.plusSeconds(3600))
                    ? next
                    : now.plusMillis(random.nextInt(9_000));
            var input = input(random, watcher, now, step);
            if (input instanceof FloorInput.Know know) {
                // what came due before this moment went by what was known then
                watcher.follow(new FloorInput.Wait(), floor.take(new FloorInput.Wait(), now));
                watcher.knows(know.agent());
            }
            try {
                watcher.follow(input, floor.take(input, now));
                watcher.nothingWaitsInVain(now);
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed + ", step " + step + ", " + input, broken);
            }
        }
        assertThat(watcher.offers).as("offers made with seed " + seed).isGreaterThan(STEPS / 10);
        assertThat(watcher.itemIds())
                .allSatisfy(id -> assertThat(floor.explain(id)).isPresent());
        assertThat(floor.explain("nothing")).isEmpty();
    }

    private static List<Queue> queues() {
        var day = List.of(
                new Hours.Interval(LocalTime.of(8, 0), LocalTime.of(12, 0)),
                new Hours.Interval(LocalTime.of(13, 0), LocalTime.MIDNIGHT));
        var hours = new Hours(
                ZoneId.of("America/New_York"),
                Map.of(DayOfWeek.FRIDAY, day, DayOfWeek.SATURDAY, day, DayOfWeek.SUNDAY, day, DayOfWeek.MONDAY, day),
                Map.of());
        return List.of(
                new Queue(
                        "care",
                        List.of(
                                new Queue.Ring(Duration.ZERO, Map.of("billing", 7)),
                                new Queue.Ring(Duration.ofSeconds(30), Map.of("billing", 3)),
                                new Queue.Ring(Duration.ofSeconds(90), Map.of())),
                        new Queue.Overflow(Duration.ofSeconds(200), "rest"),
                        hours,
                        new Queue.Target(80, Duration.ofSeconds(20)),
                        Duration.ofSeconds(15),
                        new Queue.WrapUp(Queue.WrapUp.Mode.UP_TO, Duration.ofSeconds(40)),
                        Queue.Choice.LONGEST_IDLE),
                new Queue(
                        "disputes",
                        List.of(new Queue.Ring(Duration.ZERO, Map.of("disputes", 4))),
                        null,
                        Hours.ALWAYS,
                        new Queue.Target(90, Duration.ofSeconds(60)),
                        Duration.ofSeconds(20),
                        new Queue.WrapUp(Queue.WrapUp.Mode.FIXED, Duration.ofSeconds(25)),
                        Queue.Choice.MOST_SKILLED),
                Queue.of("rest", Map.of()));
    }

    private static FloorInput input(RandomGenerator random, Watcher watcher, Instant now, int step) {
        int agents = 9;
        var agent = "a" + random.nextInt(agents);
        if (step < agents) {
            return new FloorInput.Know(agent(random, "a" + step));
        }
        var ids = watcher.itemIds();
        var any = ids.isEmpty() ? "none" : ids.get(random.nextInt(ids.size()));
        var offered = watcher.offeredTo(agent);
        var work = watcher.workOf(agent);
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4 ->
                watcher.count() < 40 ? arrive(random, now, step) : new FloorInput.Withdraw(any, "gone");
            case 5, 6 -> new FloorInput.Present(agent, Presence.AVAILABLE, "back");
            case 7 -> new FloorInput.Present(agent, presence(random), "break");
            case 8, 9, 10, 11, 12 -> new FloorInput.Accept(agent, offered.isEmpty() ? any : offered);
            case 13 -> new FloorInput.Reject(agent, offered.isEmpty() ? any : offered, "busy");
            case 14, 15, 16, 17 -> new FloorInput.Complete(agent, work.isEmpty() ? any : work.getFirst());
            case 18 -> new FloorInput.WrappedUp(agent);
            case 19 ->
                new FloorInput.Transfer(
                        agent,
                        work.isEmpty() ? any : work.getLast(),
                        queue(random),
                        random.nextBoolean() ? "a" + random.nextInt(agents) : null,
                        "not mine");
            case 20 ->
                new FloorInput.CallBack(any, now.plusSeconds(random.nextInt(300)), random.nextBoolean() ? agent : null);
            case 21 ->
                random.nextBoolean()
                        ? new FloorInput.Prioritise(any, random.nextInt(3), "lead", "angry")
                        : new FloorInput.Move(any, queue(random), "lead", "wrong queue");
            case 22 ->
                random.nextBoolean()
                        ? new FloorInput.Assign(any, agent, "lead", "knows them")
                        : new FloorInput.TakeOver(any, agent, "barges in");
            default -> random.nextInt(6) == 0 ? new FloorInput.Know(agent(random, agent)) : new FloorInput.Wait();
        };
    }

    private static Presence presence(RandomGenerator random) {
        return random.nextBoolean() ? Presence.AWAY : Presence.OFFLINE;
    }

    private static String queue(RandomGenerator random) {
        return List.of("care", "disputes", "rest", "nowhere").get(random.nextInt(4));
    }

    private static FloorInput.Arrive arrive(RandomGenerator random, Instant now, int step) {
        boolean isDecision = random.nextInt(4) == 0;
        var need = new Need(
                KINDS.get(random.nextInt(3)),
                random.nextInt(3) == 0 ? "es" : null,
                random.nextInt(4) == 0 ? Set.of("health") : Set.of(),
                isDecision ? "settle" : null,
                isDecision ? random.nextInt(60_000) : 0,
                random.nextInt(6) == 0 ? Set.of("a" + random.nextInt(9)) : Set.of());
        var preferred = random.nextInt(5) == 0
                ? new WorkItem.Preferred("a" + random.nextInt(9), now.plusSeconds(20 + random.nextInt(60)))
                : null;
        return new FloorInput.Arrive(new WorkItem(
                "w" + step,
                "case",
                "pay",
                List.of("care", "disputes", "rest").get(random.nextInt(3)),
                random.nextInt(3),
                now.minusSeconds(random.nextInt(100)),
                null,
                need,
                preferred));
    }

    private static Agent agent(RandomGenerator random, String id) {
        var skills = new java.util.TreeMap<String, Integer>();
        for (var skill : SKILLS) {
            if (random.nextInt(3) > 0) {
                skills.put(skill, 1 + random.nextInt(10));
            }
        }
        var kinds = new ArrayList<>(KINDS);
        kinds.remove(random.nextInt(4) == 0 ? random.nextInt(3) : kinds.size() - 1);
        var capacity = new java.util.TreeMap<String, Agent.Capacity>();
        for (var kind : kinds) {
            capacity.put(
                    kind,
                    kind.equals("voice")
                            ? new Agent.Capacity(1, Set.of("case"))
                            : new Agent.Capacity(1 + random.nextInt(3), Set.of()));
        }
        return new Agent(
                id,
                random.nextInt(4) == 0 ? Set.of("rest") : Set.of("care", "disputes", "rest"),
                skills,
                random.nextBoolean() ? Set.of("en", "es") : Set.of("en"),
                random.nextBoolean() ? Set.of("health") : Set.of(),
                random.nextInt(3) == 0 ? Map.of("settle", (long) random.nextInt(4) * 20_000) : Map.of(),
                capacity);
    }
}
