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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A floor of 10,000 people and 100,000 waiting items: somebody comes free, and is offered the right one. The reference
/// does the same by looking through all that waits.
final class RoutingBenchmark implements Benchmark {
    private static final int AGENTS = 10_000;
    private static final int ITEMS = 100_000;
    private static final int WARM_UP = 60_000;
    private static final int BY_LOOKING = 400;
    private static final List<String> SKILLS =
            List.of("billing", "disputes", "hardship", "fraud", "plans", "claims", "estates", "technical");
    private static final List<String> LANGUAGES = List.of("en", "es", "fr", "vi");
    private static final Instant START = Instant.parse("2026-11-23T14:00:00Z");
    private final int seconds;

    RoutingBenchmark(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public String name() {
        return "routing";
    }

    @Override
    public List<Result> run() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        var floor = new Floor(FloorRules.USUAL, queues());
        var waiting = new HashMap<String, WorkItem>();
        for (int i = 0; i < ITEMS; i++) {
            arrive(floor, item(random, i), waiting, START);
        }
        var agents = new ArrayList<Agent>();
        var busy = new ArrayList<FloorEvent.Offered>();
        for (int i = 0; i < AGENTS; i++) {
            var agent = agent(random, i);
            agents.add(agent);
            floor.take(new FloorInput.Know(agent), START);
            var present = new FloorInput.Present(agent.id(), Presence.AVAILABLE, "start");
            accepted(floor, floor.take(present, START), START, busy, waiting);
        }
        var times = decide(floor, random, busy, waiting);
        long reference = byLooking(agents, List.copyOf(waiting.values()));
        double p99 = times.get((int) (times.size() * 0.99)) / 1e3;
        double mean = times.stream().mapToLong(Long::longValue).average().orElseThrow();
        return List.of(
                Result.of("offers of 100,000 to 10,000", 1e9 / mean, "a second", 1e9 / reference, "by looking"),
                Result.of("agent free to offered, p99", p99, "µs", 50_000, "µs allowed"));
    }

    /// Completes one item after the other; each completion is timed until the next offer is there. New work keeps the
    /// number of those waiting.
    ///
    /// @return nanoseconds of each decision, sorted
    private List<Long> decide(
            Floor floor, RandomGenerator random, List<FloorEvent.Offered> busy, Map<String, WorkItem> waiting) {
        var times = new ArrayList<Long>();
        int number = ITEMS;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (long step = 0; step < WARM_UP || System.nanoTime() < end; step++) {
            var now = START.plusMillis(step);
            var done = busy.set(random.nextInt(busy.size()), busy.getLast());
            busy.removeLast();
            long started = System.nanoTime();
            var events = floor.take(new FloorInput.Complete(done.agent(), done.item()), now);
            long took = System.nanoTime() - started;
            if (step >= WARM_UP && events.getLast() instanceof FloorEvent.Offered) {
                times.add(took);
            }
            accepted(floor, events, now, busy, waiting);
            arrive(floor, item(random, number++), waiting, now);
        }
        times.sort(Comparator.naturalOrder());
        return times;
    }

    private static void accepted(
            Floor floor,
            List<FloorEvent> events,
            Instant now,
            List<FloorEvent.Offered> busy,
            Map<String, WorkItem> waiting) {
        if (events.getLast() instanceof FloorEvent.Offered offered) {
            floor.take(new FloorInput.Accept(offered.agent(), offered.item()), now);
            waiting.remove(offered.item());
            busy.add(offered);
        }
    }

    private static void arrive(Floor floor, WorkItem item, Map<String, WorkItem> waiting, Instant now) {
        waiting.put(item.id(), item);
        floor.take(new FloorInput.Arrive(item), now);
    }

    /// @return nanoseconds of a decision that compares everything that waits
    private static long byLooking(List<Agent> agents, List<WorkItem> waiting) {
        var order = Comparator.<WorkItem>comparingInt(item -> -item.priority()).thenComparing(WorkItem::since);
        var queues = new HashMap<String, Queue>();
        queues().forEach(queue -> queues.put(queue.name(), queue));
        long found = 0;
        long started = System.nanoTime();
        for (var agent : agents.subList(0, BY_LOOKING)) {
            WorkItem best = null;
            for (var item : waiting) {
                if ((best == null || order.compare(item, best) < 0) && fits(agent, item, queues)) {
                    best = item;
                }
            }
            found += best == null ? 0 : 1;
        }
        if (found == 0) {
            throw new IllegalStateException("nothing fits anybody");
        }
        return (System.nanoTime() - started) / BY_LOOKING;
    }

    private static boolean fits(Agent agent, WorkItem item, Map<String, Queue> queues) {
        var need = item.need();
        var language = need.language();
        return agent.queues().contains(item.queue())
                && (language == null || agent.languages().contains(language))
                && agent.clearances().containsAll(need.clearances())
                && (need.right() == null || agent.rights().getOrDefault(need.right(), -1L) >= need.amount())
                && java.util.Objects.requireNonNull(queues.get(item.queue()))
                        .rings()
                        .getFirst()
                        .skills()
                        .entrySet()
                        .stream()
                        .allMatch(wanted -> agent.skills().getOrDefault(wanted.getKey(), 0) >= wanted.getValue());
    }

    private static List<Queue> queues() {
        var queues = new ArrayList<Queue>();
        for (var skill : SKILLS) {
            for (int level : List.of(3, 6)) {
                var usual = Queue.of(skill + "-" + level, Map.of(skill, level));
                queues.add(new Queue(
                        usual.name(),
                        List.of(
                                new Queue.Ring(Duration.ZERO, Map.of(skill, level)),
                                new Queue.Ring(Duration.ofMinutes(30), Map.of(skill, 1))),
                        null,
                        usual.hours(),
                        usual.target(),
                        Duration.ofMinutes(10),
                        usual.wrapUp(),
                        usual.choice()));
            }
        }
        return queues;
    }

    private static WorkItem item(RandomGenerator random, int number) {
        boolean isDecision = random.nextInt(5) == 0;
        var need = new Need(
                "case",
                random.nextInt(4) == 0 ? LANGUAGES.get(random.nextInt(LANGUAGES.size())) : null,
                random.nextInt(10) == 0 ? Set.of("health") : Set.of(),
                isDecision ? "settle" : null,
                isDecision ? random.nextLong(200_000) : 0,
                Set.of());
        var queue = SKILLS.get(random.nextInt(SKILLS.size())) + (random.nextBoolean() ? "-3" : "-6");
        return new WorkItem(
                "w" + number,
                "case",
                "",
                queue,
                random.nextInt(3),
                START.minusMillis(random.nextInt(3_600_000)),
                null,
                need,
                null);
    }

    private static Agent agent(RandomGenerator random, int number) {
        var skills = new TreeMap<String, Integer>();
        var queues = new java.util.TreeSet<String>();
        for (int i = 0; i < 3; i++) {
            var skill = SKILLS.get(random.nextInt(SKILLS.size()));
            skills.put(skill, 1 + random.nextInt(10));
            queues.add(skill + "-3");
            queues.add(skill + "-6");
        }
        return new Agent(
                "a" + number,
                queues,
                skills,
                Set.of("en", LANGUAGES.get(1 + random.nextInt(LANGUAGES.size() - 1))),
                random.nextInt(3) == 0 ? Set.of("health") : Set.of(),
                random.nextInt(4) == 0 ? Map.of("settle", 50_000L * (1 + random.nextInt(5))) : Map.of(),
                Map.of("case", Agent.Capacity.ONE));
    }
}
