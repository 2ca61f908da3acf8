package io.throughline.rehearsal.stage;

import io.throughline.rehearsal.Report;
import io.throughline.rehearsal.floor.HourFigures;
import io.throughline.rehearsal.floor.Line;
import io.throughline.rehearsal.floor.Samples;
import io.throughline.rehearsal.floor.Tally;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes the report from what was counted and from where everybody stands.
final class Reporter {
    private static final double HOUR = 3_600_000;
    private final Stage stage;
    private final List<Person> people;
    private final long seed;
    private final ZoneId zone;

    Reporter(Stage stage, List<Person> people, long seed) {
        this.stage = stage;
        this.people = people;
        this.seed = seed;
        this.zone = stage.plan.line(stage.plan.calls()).staff().zone();
    }

    Report report() {
        long first = people.stream().mapToLong(person -> person.openedAt).min().orElse(0);
        var lines = stage.lines().values().stream()
                .map(this::line)
                .filter(line -> line.calls() != null || line.work() != null)
                .toList();
        var presumed = stage.plan.presumed().stream()
                .filter(name -> lines.stream().anyMatch(line -> line.line().equals(name)))
                .toList();
        return new Report(
                stage.definition.name(),
                stage.definition.title(),
                stage.definition.version(),
                people.size(),
                seed,
                zone.getId(),
                local(first),
                local(stage.agenda.now()),
                stack(),
                outcomes(),
                reach(),
                steps(),
                exceptions(),
                lines,
                new Breaking(stage, zone).first(),
                presumed,
                new TreeMap<>(stage.counts.refused),
                stage.counts.moves,
                stage.counts.trace());
    }

    private String local(long when) {
        return Instant.ofEpochMilli(when)
                .atZone(zone)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private double share(double part) {
        return part / people.size();
    }

    private boolean isResolved(Person person) {
        return person.outcome != null && stage.definition.resolution().success().contains(person.outcome);
    }

    private Report.Stack stack() {
        var times = new Samples();
        int alone = 0;
        int exceptions = 0;
        int open = 0;
        for (var person : people) {
            if (isResolved(person)) {
                times.add(person.endedAt - person.openedAt);
                alone += person.isHelped ? 0 : 1;
            } else if (person.cause != null && person.outcome == null) {
                exceptions++;
            } else if (person.outcome == null) {
                open++;
            }
        }
        var counts = stage.counts;
        return new Report.Stack(
                times.count(),
                share(times.count()),
                times.quantile(0.5) / HOUR,
                times.quantile(0.9) / HOUR,
                counts.writes,
                counts.writes == 0 ? 1 : counts.written / (double) counts.writes,
                share(alone),
                share(exceptions),
                share(open));
    }

    private List<Report.Outcome> outcomes() {
        var counted = new TreeMap<String, Integer>();
        for (var person : people) {
            Counts.add(counted, kind(person) + "\t" + name(person));
        }
        var outcomes = new ArrayList<Report.Outcome>();
        counted.forEach((key, count) -> {
            var parts = key.split("\t", -1);
            outcomes.add(new Report.Outcome(parts[0], parts[1], count, share(count)));
        });
        var order = List.of("resolved", "closed", "exception", "open");
        outcomes.sort(Comparator.comparingInt((Report.Outcome one) -> order.indexOf(one.kind()))
                .thenComparing(Comparator.comparingInt(Report.Outcome::count).reversed())
                .thenComparing(Report.Outcome::name));
        return outcomes;
    }

    private String kind(Person person) {
        if (person.outcome != null) {
            return isResolved(person) ? "resolved" : "closed";
        }
        return person.cause != null ? "exception" : "open";
    }

    private static String name(Person person) {
        if (person.outcome != null) {
            return person.outcome;
        }
        return person.cause != null ? person.cause : person.state == null ? "not opened" : person.state.at();
    }

    private Report.Reach reach() {
        int read = 0;
        int opened = 0;
        int called = 0;
        int gaveUp = 0;
        for (var person : people) {
            read += person.hasRead ? 1 : 0;
            opened += person.hasOpened ? 1 : 0;
            called += person.hasCalled ? 1 : 0;
            gaveUp += person.hasCalled && !person.isHelped && !isResolved(person) ? 1 : 0;
        }
        var counts = stage.counts;
        return new Report.Reach(counts.sent, counts.held, counts.denied, read, opened, called, gaveUp, counts.closed);
    }

    private List<Report.StepFigures> steps() {
        int[] lost = new int[stage.steps().size()];
        for (var person : people) {
            if (person.leftAt >= 0 && !isResolved(person) && person.cause == null) {
                lost[person.leftAt]++;
            }
        }
        var figures = new ArrayList<Report.StepFigures>();
        for (int i = 0; i < stage.steps().size(); i++) {
            Step step = stage.steps().get(i);
            var at = stage.counts.at(i);
            if (at.times > 0 || lost[i] > 0) {
                figures.add(new Report.StepFigures(
                        step.name(),
                        step.kindName(),
                        at.people,
                        at.times,
                        at.answered,
                        at.left,
                        at.called,
                        at.asked,
                        lost[i],
                        at.people == 0 ? 0 : Math.min(1, lost[i] / (double) at.people)));
            }
        }
        return figures;
    }

    private List<Report.Cause> exceptions() {
        var causes = new ArrayList<Report.Cause>();
        stage.counts.raised.forEach((cause, raised) -> {
            int busiest = 0;
            for (int hour = 1; hour < 24; hour++) {
                busiest = raised.byHour[hour] > raised.byHour[busiest] ? hour : busiest;
            }
            causes.add(new Report.Cause(
                    cause,
                    raised.queue,
                    raised.count,
                    share(raised.count),
                    raised.late,
                    busiest,
                    Arrays.stream(raised.byHour).boxed().toList()));
        });
        causes.sort(Comparator.comparingInt(Report.Cause::count).reversed().thenComparing(Report.Cause::cause));
        return causes;
    }

    // ---- lines

    private Report.LineFigures line(Line line) {
        var hours = hours(line);
        return new Report.LineFigures(
                line.name(),
                line.staff().most(),
                occupancy(line),
                calls(line, hours),
                work(line, hours),
                List.copyOf(hours.values()));
    }

    /// Of the people's time from the first to the last hour in which something came.
    private double occupancy(Line line) {
        var hours = new TreeSet<>(line.calls().hours().keySet());
        hours.addAll(line.work().hours().keySet());
        if (hours.isEmpty()) {
            return 0;
        }
        double there = 0;
        for (long at = hours.first(); at <= hours.last(); at += (long) HOUR) {
            there += line.staff().at(at) * HOUR;
        }
        return there == 0
                ? 0
                : Math.min(1, (line.calls().handled() + line.work().handled()) / there);
    }

    private Map<Long, Report.Hour> hours(Line line) {
        var starts = new TreeSet<>(line.calls().hours().keySet());
        starts.addAll(line.work().hours().keySet());
        var hours = new LinkedHashMap<Long, Report.Hour>();
        for (var start : starts) {
            var calls = line.calls().hours().get(start);
            var work = line.work().hours().get(start);
            hours.put(
                    start,
                    new Report.Hour(
                            local(start),
                            of(calls, HourFigures::offered),
                            of(calls, HourFigures::answered),
                            of(calls, HourFigures::left),
                            of(calls, HourFigures::inTarget),
                            of(work, HourFigures::offered),
                            line.staff().at(start),
                            Math.min(
                                    1,
                                    (calls == null ? 0 : calls.occupancy()) + (work == null ? 0 : work.occupancy()))));
        }
        return hours;
    }

    private static int of(@Nullable HourFigures figures, java.util.function.ToIntFunction<HourFigures> what) {
        return figures == null ? 0 : what.applyAsInt(figures);
    }

    private static Report.Hour busiest(Tally tally, Map<Long, Report.Hour> hours) {
        long busiest = tally.hours().entrySet().stream()
                .max(Comparator.comparingInt((Map.Entry<Long, HourFigures> hour) ->
                                hour.getValue().offered())
                        .thenComparing(Comparator.comparingLong((Map.Entry<Long, HourFigures> hour) -> hour.getKey())
                                .reversed()))
                .orElseThrow()
                .getKey();
        var hour = hours.get(busiest);
        if (hour == null) {
            throw new IllegalStateException("every counted hour is told");
        }
        return hour;
    }

    private static Report.@Nullable Calls calls(Line line, Map<Long, Report.Hour> hours) {
        var tally = line.calls();
        var all = tally.all();
        return all.offered() == 0
                ? null
                : new Report.Calls(
                        all.offered(),
                        all.answered(),
                        all.left(),
                        all.left() / (double) all.offered(),
                        tally.waits().mean() / 1000,
                        tally.waits().quantile(0.9) / 1000.0,
                        all.inTarget() / (double) all.offered(),
                        tally.meanHandle() / 1000,
                        busiest(tally, hours));
    }

    private Report.@Nullable Work work(Line line, Map<Long, Report.Hour> hours) {
        var tally = line.work();
        var all = tally.all();
        return all.offered() == 0
                ? null
                : new Report.Work(
                        all.offered(),
                        all.answered(),
                        stage.counts.lateByQueue.getOrDefault(line.name(), 0),
                        line.unfinished(),
                        tally.waits().mean() / HOUR,
                        tally.waits().quantile(0.9) / HOUR,
                        busiest(tally, hours));
    }
}
