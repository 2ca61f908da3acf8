package io.throughline.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.throughline.workflow.InvalidDefinition;
import io.throughline.workflow.Nearest;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Runs a campaign: `Main --days N --seed S --workflows PATH --packs DIR [--plant NAME] [--trace
/// FILE] [--json]`. The launcher has checked what it was given.
public final class Main {
    private static final int CLEAN = 0;
    private static final int BAD_INPUT = 5;
    private static final int BROKEN = 6;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF); // faults by the thousand
        System.exit(run(Arrays.asList(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
        int days = Integer.parseInt(value(arguments, "--days").orElse("300"));
        long seed = Long.parseLong(value(arguments, "--seed").orElse("1"));
        var trace = value(arguments, "--trace").map(Path::of).orElse(null);
        try {
            var planted = planted(value(arguments, "--plant").orElse(null));
            var workflows = Definitions.in(
                    Path.of(value(arguments, "--workflows").orElse("workflows")),
                    Path.of(value(arguments, "--packs").orElse("packs")));
            var report = report(workflows, planted, trace, days, seed);
            print(report, arguments.contains("--json"), out);
            return report.isClean() ? CLEAN : BROKEN;
        } catch (InvalidDefinition | IllegalArgumentException bad) {
            err.println(bad.getMessage());
            return BAD_INPUT;
        }
    }

    private static Report report(Definitions workflows, Set<Planted> planted, @Nullable Path trace, int days, long seed)
            throws IOException {
        if (trace == null) {
            return new Campaign(workflows, planted, null).run(days, seed);
        }
        try (var file = Files.newBufferedWriter(trace)) {
            Consumer<String> reader = line -> {
                try {
                    file.write(line);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            return new Campaign(workflows, planted, reader).run(days, seed);
        }
    }

    private static Set<Planted> planted(@Nullable String name) {
        if (name == null) {
            return Set.of();
        }
        var words = Arrays.stream(Planted.values()).map(Main::word).collect(Collectors.toList());
        return Arrays.stream(Planted.values())
                .filter(bug -> word(bug).equals(name))
                .findFirst()
                .map(EnumSet::of)
                .orElseThrow(() -> new IllegalArgumentException("there is no mistake \"" + name + "\" to plant"
                        + Nearest.hint(name, words) + "; there are " + String.join(", ", words)));
    }

    private static String word(Planted bug) {
        return bug.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        out.printf(Locale.ROOT, "seed %d: %,d days, %,d cases%n%n", report.seed(), report.days(), report.cases());
        out.println("What went wrong outside, and how often:");
        report.faults().forEach((fault, count) -> out.printf(Locale.ROOT, "  %-28s %,10d%n", fault, count));
        out.printf("%nInvariants broken: %d%n", report.violations().size());
        report.violations().forEach(violation -> out.println("  " + violation));
        out.printf("Cases stuck after the faults had stopped: %d%n", report.stuck());
        out.printf("Trace: %s%n", report.traceHash());
    }
}
