package io.throughline.torture;

import io.throughline.workflow.Nearest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Runs a torture: `Main --postgres FOLDER [--kills N] [--database-kills N] [--lost-answers N]
/// [--hangs N] [--positions N] [--callers N] [--nodes N] [--seed S] [--plant NAME] [--folder DIR]
/// [--json]`. The launcher has checked what it was given.
public final class Main {
    private static final int CLEAN = 0;
    private static final int BAD_INPUT = 5;
    private static final int BROKEN = 6;
    private static final Duration LEASE = Duration.ofSeconds(2);

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Quiet.logs();
        System.exit(run(Arrays.asList(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
        @Nullable Planted planted;
        try {
            planted = planted(value(arguments, "--plant").orElse(null));
        } catch (IllegalArgumentException bad) {
            err.println(bad.getMessage());
            return BAD_INPUT;
        }
        var folder = Files.createTempDirectory("throughline-torture-");
        try {
            var plan = new Plan(
                    number(arguments, "--kills", 0),
                    number(arguments, "--database-kills", 0),
                    number(arguments, "--lost-answers", 0),
                    number(arguments, "--hangs", 0),
                    number(arguments, "--positions", 0),
                    number(arguments, "--callers", 8),
                    number(arguments, "--nodes", 2),
                    LEASE,
                    Long.parseLong(value(arguments, "--seed").orElse("1")),
                    planted,
                    Path.of(value(arguments, "--postgres").orElseThrow()),
                    folder);
            var report = new Torture(plan, err::println).run();
            print(report, arguments.contains("--json"), out);
            return report.isClean() ? CLEAN : BROKEN;
        } finally {
            LogPositions.delete(folder);
        }
    }

    private static @Nullable Planted planted(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(Planted.values())
                .filter(one -> one.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no mistake \"" + name + "\" to plant"
                        + Nearest.hint(name, Planted.words()) + "; there are " + String.join(", ", Planted.words())));
    }

    private static int number(List<String> arguments, String option, int usual) {
        return value(arguments, option).map(Integer::parseInt).orElse(usual);
    }

    private static Optional<String> value(List<String> arguments, String option) {
        int at = arguments.indexOf(option);
        return at >= 0 && at + 1 < arguments.size() ? Optional.of(arguments.get(at + 1)) : Optional.empty();
    }

    private static void print(Report report, boolean json, PrintStream out) {
        if (json) {
            out.println(new JsonMapper().writeValueAsString(report));
            return;
        }
        out.printf(
                Locale.ROOT,
                "seed %d: %,d cases in %,d s, checked %,d times%n%n",
                report.seed(),
                report.cases(),
                report.seconds(),
                report.checks());
        out.println("What was done to them:");
        report.faults().forEach((fault, count) -> out.printf(Locale.ROOT, "  %-36s %,10d%n", fault, count));
        out.println("What callers were told:");
        report.requests().forEach((told, count) -> out.printf(Locale.ROOT, "  %-36s %,10d%n", told, count));
        out.println("Seen besides:");
        report.seen().forEach((what, count) -> out.printf(Locale.ROOT, "  %-36s %,10d%n", what, count));
        out.printf("%nInvariants broken: %d%n", report.violations().size());
        report.violations().forEach(violation -> out.println("  " + violation));
        out.printf("Cases that did not end after the faults: %d%n", report.stuck());
    }
}
