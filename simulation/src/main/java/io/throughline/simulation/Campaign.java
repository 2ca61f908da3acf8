package io.throughline.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Days, cut into worlds of a few weeks, each with a seed that comes from the campaign's.
public final class Campaign {
    static final int DAYS_A_WORLD = 20;

    private final Definitions workflows;
    private final Set<Planted> planted;
    private final @Nullable Consumer<String> reader;

    /// @param planted mistakes to build in; none for a real campaign
    /// @param reader is given every line of the trace; null: nobody reads
    public Campaign(Definitions workflows, Set<Planted> planted, @Nullable Consumer<String> reader) {
        this.workflows = workflows;
        this.planted = planted;
        this.reader = reader;
    }

    /// Runs so many days, as many worlds at once as there are processors; counts up to the first world in which
    /// something did not hold, so that the answer is the same on any machine.
    ///
    /// @param days at least 1
    public Report run(int days, long seed) {
        var faults = new EnumMap<Fault, Long>(Fault.class);
        var violations = new ArrayList<Violation>();
        var trace = new Trace(null);
        int lived = 0;
        int cases = 0;
        int stuck = 0;
        int number = 0;
        int atOnce = reader == null ? Runtime.getRuntime().availableProcessors() : 1;
        while (lived < days && violations.isEmpty()) {
            var worlds = new ArrayList<World>();
            for (int from = lived; from < days && worlds.size() < atOnce; from += DAYS_A_WORLD) {
                worlds.add(world(seed, number++, Math.min(DAYS_A_WORLD, days - from)));
            }
            for (var world : together(worlds)) {
                if (violations.isEmpty()) {
                    lived += world.days();
                    cases += world.cases();
                    stuck += world.stuck();
                    world.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
                    violations.addAll(world.violations());
                    trace.say(world.hash());
                }
            }
        }
        return new Report(seed, lived, cases, counts(faults), List.copyOf(violations), stuck, trace.hash());
    }

    /// On virtual threads, for their tasks are such: one carrier then goes on from task to task without the system.
    private static List<World.Lived> together(List<World> worlds) {
        var lives = worlds.stream()
                .map(world -> {
                    var life = new FutureTask<>(world::live);
                    Thread.ofVirtual().name("world").start(life);
                    return life;
                })
                .toList();
        return lives.stream().map(Campaign::await).toList();
    }

    private static World.Lived await(Future<World.Lived> life) {
        try {
            return life.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a world broke down", e.getCause());
        }
    }

    private World world(long seed, int number, int days) {
        var seasons = Season.values();
        long its = seed * 0x9E3779B97F4A7C15L + number;
        return new World(its, seasons[number % seasons.length], days, workflows, planted, reader);
    }

    private static Map<String, Long> counts(Map<Fault, Long> faults) {
        var counts = new java.util.LinkedHashMap<String, Long>();
        for (var fault : Fault.values()) {
            counts.put(fault.word(), faults.getOrDefault(fault, 0L));
        }
        return counts;
    }
}
