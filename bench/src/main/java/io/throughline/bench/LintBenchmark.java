package io.throughline.bench;

import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.Linter;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// A hundred definitions of the size of arrears, every rule, against the second that people are willing to wait.
final class LintBenchmark implements Benchmark {
    private static final int DEFINITIONS = 100;
    private static final int ROUNDS = 7;

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public List<Result> run() throws IOException {
        var file = Journey.file();
        var files = new TreeMap<>(DefinitionReader.surroundings(file));
        var text = Objects.requireNonNull(files.get(DefinitionReader.main(file)));
        var names = new ArrayList<String>();
        for (int i = 0; i < DEFINITIONS; i++) {
            var name = DefinitionReader.main(Path.of("collections", "arrears-" + i + ".yaml"));
            files.put(name, text.replace("workflow: arrears", "workflow: arrears-" + i));
            names.add(name);
        }
        var linter = new Linter(Rule.all());
        var seconds = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            long started = System.nanoTime();
            var found = linter.lint(files, names, Surroundings.NONE);
            seconds.add((System.nanoTime() - started) / 1e9);
            if (!found.isEmpty()) {
                throw new IllegalStateException("arrears has findings: " + found.getFirst());
            }
        }
        double first = seconds.removeFirst();
        double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
        return List.of(
                Result.of("100 definitions, first", first * 1000, "ms", 1000, "ms allowed"),
                Result.of("100 definitions, median", median * 1000, "ms", 1000, "ms allowed"));
    }
}
