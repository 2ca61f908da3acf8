package io.throughline.rehearsal.stage;

import io.throughline.rehearsal.Report.Weakest;
import io.throughline.rehearsal.floor.ErlangA;
import io.throughline.rehearsal.floor.HourFigures;
import io.throughline.rehearsal.floor.Line;
import io.throughline.rehearsal.people.FloorPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds what breaks first: the earliest hour in which calls miss their target, or the earliest work that
/// was late, and how many people were missing.
final class Breaking {
    /// Fewer calls than this in an hour, and fewer late pieces of work than this, say nothing.
    private static final int ENOUGH = 10;
    /// Work breaks when more than this share of it is late.
    private static final double LATE = 0.02;
    /// An hour breaks when the target is missed and more than this share gives up.
    private static final double GIVE_UP = 0.05;

    private static final int FURTHEST = 64;
    private static final double ROOM = 1.1;
    private static final double HOUR = 3_600_000;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.US);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.US);
    private final Stage stage;
    private final FloorPlan plan;
    private final ZoneId zone;

    Breaking(Stage stage, ZoneId zone) {
        this.stage = stage;
        this.plan = stage.plan;
        this.zone = zone;
    }

    Weakest first() {
        var calls = calls();
        var work = work();
        if (calls.isPresent() && work.isPresent()) {
            return at(calls.get()).compareTo(at(work.get())) <= 0 ? calls.get() : work.get();
        }
        return calls.or(() -> work).orElseGet(this::nothing);
    }

    private static String at(Weakest weakest) {
        return String.valueOf(weakest.hour());
    }

    // ---- calls

    private Optional<Weakest> calls() {
        var line = stage.line(plan.calls());
        var hours = line.calls().hours();
        var first = hours.entrySet().stream().filter(this::isMissed).findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var worst = hours.entrySet().stream()
                .filter(this::isMissed)
                .max(Map.Entry.comparingByValue((a, b) -> Double.compare(lost(a), lost(b))))
                .orElse(first.get());
        return Optional.of(told(line, first.get(), worst));
    }

    private boolean isMissed(Map.Entry<Long, HourFigures> hour) {
        var figures = hour.getValue();
        return figures.offered() >= ENOUGH
                && figures.inTarget() < plan.target() * figures.offered()
                && lost(figures) > GIVE_UP;
    }

    private static double lost(HourFigures hour) {
        return hour.left() / (double) hour.offered();
    }

    private Weakest told(Line line, Map.Entry<Long, HourFigures> first, Map.Entry<Long, HourFigures> worst) {
        var hour = first.getValue();
        int people = line.staff().at(first.getKey());
        int work = work(line, first.getKey());
        int needed = Math.max(people + 1, needed(hour.offered(), work));
        var sentence = new StringBuilder(say(
                "The line %s breaks first, on %s: %,d calls%s come in that hour, its %s can take about %,d calls, and %s of the callers give up.",
                line.name(),
                when(first.getKey()),
                hour.offered(),
                work == 0 ? "" : work == 1 ? " and a piece of work" : say(" and %,d pieces of work", work),
                people(people),
                Math.round(people * 3600 / handle()),
                percent(lost(hour))));
        sentence.append(say(
                " To answer %s within %d seconds it would take %s, %,d more.",
                percent(plan.target()), plan.within().toSeconds(), people(needed), needed - people));
        if (!worst.getKey().equals(first.getKey()) && lost(worst.getValue()) > lost(hour)) {
            sentence.append(say(
                    " It is worst at %s, when %s give up.",
                    sameDay(first.getKey(), worst.getKey())
                            ? CLOCK.format(Instant.ofEpochMilli(worst.getKey()).atZone(zone))
                            : when(worst.getKey()),
                    percent(lost(worst.getValue()))));
        }
        return new Weakest(
                "calls", sentence.toString(), line.name(), local(first.getKey()), people, needed, needed - people, 0);
    }

    private boolean sameDay(long one, long other) {
        return Instant.ofEpochMilli(one)
                .atZone(zone)
                .toLocalDate()
                .equals(Instant.ofEpochMilli(other).atZone(zone).toLocalDate());
    }

    /// Work that came in an hour to the line that takes the calls.
    private static int work(Line line, long hour) {
        var figures = line.work().hours().get(hour);
        return figures == null ? 0 : figures.offered();
    }

    /// Mean time of a call, in seconds.
    private double handle() {
        return plan.line(plan.calls()).handle().mean() / 1000.0;
    }

    private double patience() {
        return plan.line(plan.calls()).patience().mean() / 1000.0;
    }

    /// For the calls by Erlang's A formula, and on top of it those who are busy with the work of that hour.
    private int needed(int calls, int work) {
        double busy = work * (double) plan.line(plan.calls()).work().mean() / HOUR;
        return ErlangA.needed(
                        calls / 3600.0,
                        handle(),
                        patience(),
                        plan.target(),
                        plan.within().toSeconds())
                + (int) Math.ceil(busy);
    }

    // ---- work

    private Optional<Weakest> work() {
        return stage.counts.firstLate.entrySet().stream()
                .filter(late -> breaks(late.getKey()))
                .min(Map.Entry.comparingByValue())
                .map(late -> told(stage.line(late.getKey()), late.getValue()));
    }

    private boolean breaks(String queue) {
        int late = stage.counts.lateByQueue.getOrDefault(queue, 0);
        return late >= ENOUGH && late > LATE * stage.line(queue).work().all().offered();
    }

    private Weakest told(Line line, Instant due) {
        int late = stage.counts.lateByQueue.getOrDefault(line.name(), 0);
        int all = line.work().all().offered();
        int people = line.staff().most();
        int needed = Math.max(people, needed(line));
        var sentence = say(
                        "The work in %s breaks first, on %s: %s of its %,d pieces are done after they were due. ",
                        line.name(), when(due.toEpochMilli()), percent(late / (double) all), all)
                + (needed > people
                        ? say(
                                "It has %s at most; %s would keep up, %,d more.",
                                people(people), people(needed), needed - people)
                        : "Its people are enough, but not there when the work falls due.");
        return new Weakest(
                "work", sentence, line.name(), local(due.toEpochMilli()), people, needed, needed - people, 0);
    }

    /// People whose time on the day with the most work is as much as that work takes.
    private int needed(Line line) {
        var days = new TreeMap<LocalDate, Integer>();
        line.work()
                .hours()
                .forEach((start, hour) -> days.merge(
                        Instant.ofEpochMilli(start).atZone(zone).toLocalDate(), hour.offered(), Integer::sum));
        int most = days.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        var busiest = days.entrySet().stream()
                .filter(day -> day.getValue() == most)
                .findFirst()
                .orElseThrow()
                .getKey();
        int open = 0;
        for (int day = 0; day < 7; day++) { // work that comes when nobody is there is done when somebody is
            open = Math.max(open, open(line, busiest.plusDays(day)));
        }
        double time = most * (double) plan.line(line.name()).work().mean();
        return (int) Math.ceil(time / (Math.max(1, open) * HOUR));
    }

    /// Hours in which somebody is there on a day.
    private int open(Line line, LocalDate day) {
        long midnight = day.atStartOfDay(zone).toInstant().toEpochMilli();
        int open = 0;
        for (int hour = 0; hour < 24; hour++) {
            open += line.staff().at(midnight + (long) (hour * HOUR)) > 0 ? 1 : 0;
        }
        return open;
    }

    // ---- nothing

    private Weakest nothing() {
        var line = stage.line(plan.calls());
        var busiest = line.calls().hours().entrySet().stream()
                .filter(hour -> line.staff().at(hour.getKey()) > 0)
                .max(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.offered(), b.offered())));
        if (busiest.isEmpty()) {
            return new Weakest(
                    "nothing", "Nothing breaks: nobody calls, and all work is done in time.", null, null, 0, 0, 0, 0);
        }
        var hour = busiest.get();
        int people = line.staff().at(hour.getKey());
        int work = work(line, hour.getKey());
        double factor = factor(hour.getValue().offered(), people);
        var room = factor < ROOM
                ? "It has no room for more."
                : say(
                        "The same lines would hold for about %s times as many customers.",
                        factor >= FURTHEST ? FURTHEST + " or more" : say("%.1f", factor));
        var sentence = say(
                "Nothing breaks. The tightest is %s on %s, with %,d calls for %s. %s",
                line.name(), when(hour.getKey()), hour.getValue().offered(), people(people), room);
        return new Weakest(
                "nothing",
                sentence,
                line.name(),
                local(hour.getKey()),
                people,
                needed(hour.getValue().offered(), work),
                0,
                factor);
    }

    /// How many times as many calls these people could take at the target, if work waits for them.
    private double factor(int calls, int people) {
        double low = 0;
        double high = FURTHEST;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            var queue = new ErlangA(middle * calls / 3600, handle(), patience(), people);
            if (queue.answeredWithin(plan.within().toSeconds()) >= plan.target()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // ---- words

    private String when(long at) {
        return WHEN.format(Instant.ofEpochMilli(at).atZone(zone));
    }

    private String local(long at) {
        return Instant.ofEpochMilli(at)
                .atZone(zone)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private static String people(int number) {
        return number == 1 ? "1 person" : say("%,d people", number);
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.US, format, values);
    }

    static String percent(double share) {
        return say("%.0f%%", 100 * share);
    }
}
