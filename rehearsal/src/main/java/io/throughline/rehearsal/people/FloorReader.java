package io.throughline.rehearsal.people;

import io.throughline.rehearsal.floor.Staff;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Findings;
import io.throughline.workflow.InvalidDefinition;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads a lines file, and presumes the usual where it says nothing.
public final class FloorReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Set<DayOfWeek> WEEK = EnumSet.allOf(DayOfWeek.class);
    private static final int OPENS = 8;
    private static final int CLOSES = 20;
    /// Customers for each person on the telephone, and at each other desk, where nothing is said.
    private static final int TO_A_CALLER = 500;
    private static final int TO_A_DESK = 2_000;
    private static final int MOST_PEOPLE = 100_000;
    private static final Time HANDLE = Time.ofSeconds(360);
    private static final Time WORK = Time.ofSeconds(480);
    private static final Time PATIENCE = Time.ofSeconds(180);
    private final Findings findings = new Findings(Rule.all());
    private final Set<String> queues = new TreeSet<>();
    private final String usualCalls;
    private final int customers;

    private FloorReader(List<Definition> definitions, int customers) {
        this.customers = customers;
        definitions.forEach(definition -> queues.addAll(definition.queues()));
        this.usualCalls = definitions.stream()
                .map(FloorReader::person)
                .filter(queue -> !queue.isEmpty())
                .findFirst()
                .orElse("calls");
    }

    /// Where a customer who wants a person goes.
    private static String person(Definition definition) {
        var route = definition.person() == null ? null : definition.exceptions().get(definition.person());
        return route == null ? "" : route.queue();
    }

    /// The usual lines, when there is no file.
    public static FloorPlan defaults(List<Definition> definitions, int customers) {
        return new FloorReader(definitions, customers).plan(null);
    }

    /// @param file its name, for messages
    /// @throws InvalidDefinition if anything is wrong
    public static FloorPlan read(String file, String text, List<Definition> definitions, int customers) {
        var reader = new FloorReader(definitions, customers);
        var table = Reader.table(file, text, "the lines file", reader.findings);
        reader.findings.throwIfWrong();
        var plan = reader.plan(table);
        reader.findings.throwIfWrong();
        return plan;
    }

    private FloorPlan plan(@org.jspecify.annotations.Nullable Table file) {
        var lines = new TreeMap<String, FloorPlan.Line>();
        var calls = usualCalls;
        var zone = ZoneId.of("America/Chicago");
        double target = 0.8;
        var within = Duration.ofSeconds(20);
        if (file != null) {
            zone = Reader.zone(file, "zone").orElse(zone);
            var listed = file.findTable("lines");
            calls = file.find("calls").orElse(calls);
            if (file.has("calls") && listed.isPresent() && !listed.get().keys().contains(calls)) {
                unknown(
                        file,
                        file.at("calls"),
                        calls,
                        new TreeSet<>(listed.get().keys()));
            }
            var aim = file.findTable("target");
            if (aim.isPresent()) {
                target = Reader.share(aim.get(), "answered", target);
                within = Reader.duration(aim.get(), "within").orElse(within);
                aim.get().done();
            }
            if (listed.isPresent()) {
                for (var name : listed.get().keys()) {
                    if (!queues.contains(name) && !name.equals(calls)) {
                        unknown(file, listed.get().atKey(name), name, queues);
                    }
                    lines.put(name, line(listed.get().entry(name, "line \"" + name + "\""), zone, name.equals(calls)));
                }
            }
            file.done();
        }
        var presumed = new ArrayList<String>();
        var all = new TreeSet<>(queues);
        all.add(calls);
        all.add("operations"); // where the engine sends what no route is named for
        for (var name : all) {
            if (!lines.containsKey(name)) {
                lines.put(name, usual(zone, name.equals(calls)));
                presumed.add(name);
            }
        }
        return new FloorPlan(target, within, calls, lines, presumed);
    }

    private static void unknown(Table file, org.snakeyaml.engine.v2.nodes.Node at, String name, Set<String> valid) {
        file.problem(at, Rule.UNKNOWN_NAME, "\"" + name + "\" is no queue of the workflow" + Nearest.hint(name, valid));
    }

    private int people(boolean isCalls) {
        return Math.clamp(customers / (isCalls ? TO_A_CALLER : TO_A_DESK), isCalls ? 2 : 1, MOST_PEOPLE);
    }

    private FloorPlan.Line usual(ZoneId zone, boolean isCalls) {
        return new FloorPlan.Line(new Staff(zone, WEEK, day(people(isCalls))), HANDLE, WORK, PATIENCE);
    }

    private static int[] day(int people) {
        int[] byHour = new int[24];
        Arrays.fill(byHour, OPENS, CLOSES, people);
        return byHour;
    }

    private FloorPlan.Line line(Table table, ZoneId zone, boolean isCalls) {
        int[] byHour = day(people(isCalls));
        if (table.isPlain("people")) {
            byHour = day(Reader.whole(table, "people", 1, 0, MOST_PEOPLE));
        } else {
            var hours = table.findTable("people");
            if (hours.isPresent()) {
                byHour = Arrays.stream(Reader.hours(hours.get(), MOST_PEOPLE))
                        .mapToInt(people -> (int) people)
                        .toArray();
                hours.get().done();
            }
        }
        var days = days(table);
        var line = new FloorPlan.Line(
                new Staff(zone, days, byHour),
                Reader.time(table, "handle", HANDLE),
                Reader.time(table, "work", WORK),
                Reader.time(table, "patience", PATIENCE));
        table.done();
        return line;
    }

    /// `mon-fri`, or `mon, wed, sat`.
    private static Set<DayOfWeek> days(Table table) {
        var text = table.find("days").orElse("mon-sun");
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var part : text.split(",", -1)) {
            var ends = part.strip().split("-", 2);
            int from = DAYS.indexOf(ends[0].strip());
            int to = ends.length == 1 ? from : DAYS.indexOf(ends[1].strip());
            if (from < 0 || to < from) {
                table.problem(
                        table.at("days"), Rule.SHAPE, "\"days\" must be days such as mon-fri or \"mon, wed, sat\"");
                return WEEK;
            }
            days.addAll(EnumSet.range(DayOfWeek.of(from + 1), DayOfWeek.of(to + 1)));
        }
        return days;
    }
}
