package io.throughline.bench;

import io.throughline.bench.CallLog.Day;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A real call log through the real floor in virtual time: staffed for four calls in five within 20 seconds, once as
/// one could have planned it from the weeks before, once with the counts of the day. The log tells when calls came; how
/// long they take and how long people wait for an answer are assumed, and said.
final class CallLogBenchmark implements Benchmark {
    private static final int WEEKS = 4;
    private static final int DAYS = 20;
    /// Intervals of the log for which staffing stays the same: half an hour.
    static final int SHIFT = 6;

    static final double SERVICE = 240;
    static final double PATIENCE = 300;
    private static final Staffing STAFFING = new Staffing(SERVICE, 20, 0.8);

    private final @Nullable Path given;
    private final PrintStream err;

    /// @param given the log; null: the one beside this repository
    CallLogBenchmark(@Nullable Path given, PrintStream err) {
        this.given = given;
        this.err = err;
    }

    @Override
    public String name() {
        return "call-log";
    }

    @Override
    public List<Result> run() throws Exception {
        var file = given == null ? CallLog.besides() : given;
        if (!Files.isReadable(file)) {
            err.println("skipped: there is no " + file + " (calls of a bank, of the founders' data)");
            return List.of();
        }
        var log = CallLog.read(file);
        var days = log.days()
                .subList(Math.max(0, log.days().size() - DAYS), log.days().size());
        err.printf(
                Locale.ROOT,
                "%,d days with %,d calls; assumed: calls take %.0f s, people give up after %.0f s, both on average%n",
                days.size(),
                days.stream().mapToInt(Day::total).sum(),
                SERVICE,
                PATIENCE);
        var results = new ArrayList<Result>();
        tell("planned", days, day -> log.expected(day, WEEKS), results);
        tell("known", days, CallLogBenchmark::own, results);
        return results;
    }

    private interface Forecast {
        double[] of(Day day);
    }

    private static double[] own(Day day) {
        var own = new double[day.calls().size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = day.calls().get(i);
        }
        return own;
    }

    private static void tell(String how, List<Day> days, Forecast forecast, List<Result> results) {
        var all = new Replay.Told();
        double foreseen = 0;
        double inTime = 0;
        double waits = 0;
        double people = 0;
        int shifts = 0;
        for (var day : days) {
            var expected = forecast.of(day);
            if (expected.length == 0) {
                continue;
            }
            var plan = plan(expected);
            for (int shift = 0; shift < plan.size(); shift++) {
                double calls = calls(expected, shift);
                foreseen += calls;
                inTime += calls * plan.get(shift).inTime();
                waits += calls * plan.get(shift).waitSeconds();
                people += plan.get(shift).people();
                shifts++;
            }
            all.add(Replay.of(day, plan));
        }
        results.add(Result.of(how + ": calls", all.calls(), "", foreseen, "foreseen"));
        results.add(
                Result.of(how + ": people", people / shifts, "at a time", foreseen / shifts / SHIFT, "calls in 5 min"));
        results.add(Result.of(how + ": within 20 s", 100 * all.inTime(), "%", 100 * inTime / foreseen, "by Erlang C"));
        results.add(Result.of(how + ": mean wait", all.meanWait(), "s", waits / foreseen, "by Erlang C"));
        results.add(Result.of(how + ": wait, p95", all.wait(0.95), "s", 20, "target"));
        results.add(Result.of(how + ": gave up", 100 * all.gaveUp(), "%", 5, "often allowed"));
    }

    private static List<Staffing.Level> plan(double[] expected) {
        var plan = new ArrayList<Staffing.Level>();
        for (int shift = 0; shift * SHIFT < expected.length; shift++) {
            int intervals = Math.min(SHIFT, expected.length - shift * SHIFT);
            double seconds = intervals * CallLog.INTERVAL.toSeconds();
            plan.add(STAFFING.fewest(calls(expected, shift) / seconds));
        }
        return plan;
    }

    private static double calls(double[] expected, int shift) {
        double calls = 0;
        for (int i = shift * SHIFT; i < Math.min(expected.length, (shift + 1) * SHIFT); i++) {
            calls += expected[i];
        }
        return calls;
    }
}
