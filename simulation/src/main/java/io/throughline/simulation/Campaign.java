package io.throughline.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /// Runs so many days; ends with the first world in which something did not hold.
    ///
    /// @param days at least 1
    public Report run(int days, long seed) {
        var faults = new EnumMap<Fault, Long>(Fault.class);
        var violations = new ArrayList<Violation>();
        var trace = new Trace(null);
        int lived = 0;
        int cases = 0;
        int stuck = 0;
        for (int number = 0; lived < days && violations.isEmpty(); number++) {
            int its = Math.min(DAYS_A_WORLD, days - lived);
            var world = world(seed, number, its).live();
            lived += its;
            cases += world.cases();
            stuck += world.stuck();
            world.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
            violations.addAll(world.violations());
            trace.say(world.hash());
        }
        return new Report(seed, lived, cases, counts(faults), List.copyOf(violations), stuck, trace.hash());
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
