package io.throughline.bench;

import io.throughline.bench.plan.PlanBenchmark;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Runs a benchmark by name: `Main NAME [--json] [--seconds N] [--connections N,N] [--replay FILE]`.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(Arrays.asList(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws Exception {
        boolean json = arguments.contains("--json");
        int seconds = numbers(arguments, "--seconds", "5").getFirst();
        var connections = numbers(arguments, "--connections", "1,16,64");
        var benchmarks = List.<Benchmark>of(
                new AdvanceBenchmark(seconds),
                new StoreBenchmark(seconds, connections, err),
                new BulkBenchmark(err),
                new LintBenchmark(),
                new RoutingBenchmark(seconds),
                new CallLogBenchmark(file(arguments), err),
                new PlanBenchmark(err),
                new KnowledgeBenchmark(err));
        var name = arguments.isEmpty() ? "" : arguments.getFirst();
        for (var benchmark : benchmarks) {
            if (benchmark.name().equals(name)) {
                print(name, benchmark.run(), json, out);
                return 0;
            }
        }
        if (name.isEmpty()) {
            benchmarks.forEach(benchmark -> out.println(benchmark.name()));
            return 0;
        }
        err.println("there is no benchmark \"" + name + "\"; there are: "
                + String.join(", ", benchmarks.stream().map(Benchmark::name).toList()));
        return 2;
    }

    private static @Nullable Path file(List<String> arguments) {
        int at = arguments.indexOf("--replay");
        return at >= 0 && at + 1 < arguments.size() ? Path.of(arguments.get(at + 1)) : null;
    }

    private static List<Integer> numbers(List<String> arguments, String option, String usual) {
        int at = arguments.indexOf(option);
        var given = at >= 0 && at + 1 < arguments.size() ? arguments.get(at + 1) : usual;
        return Arrays.stream(given.split(",")).map(Integer::valueOf).toList();
    }

    private static void print(String name, List<Benchmark.Result> results, boolean json, PrintStream out) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", name);
            document.put("results", results);
            out.println(new JsonMapper().writeValueAsString(document));
            return;
        }
        for (var one : results) {
            out.printf(
                    Locale.ROOT,
                    one.value() < 100
                            ? "%-28s %,12.2f %-14s %s %,.0f   ratio %.2f%n"
                            : "%-28s %,12.0f %-14s %s %,.0f   ratio %.2f%n",
                    one.name(),
                    one.value(),
                    one.unit(),
                    one.referenceName(),
                    one.reference(),
                    one.ratio());
        }
    }
}
