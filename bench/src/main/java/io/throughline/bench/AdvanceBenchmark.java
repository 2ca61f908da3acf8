package io.throughline.bench;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The engine alone: every move of a case's life in turn, against hashing as many bytes of evidence as a move leaves.
final class AdvanceBenchmark implements Benchmark {
    private final int seconds;

    AdvanceBenchmark(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public String name() {
        return "advance";
    }

    @Override
    public List<Result> run() throws Exception {
        var options = new OptionsBuilder()
                .include(AdvanceMoves.class.getName() + ".*")
                .forks(0)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(Math.max(1, seconds / 3)))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(Math.max(1, seconds / 3)))
                .verbosity(VerboseMode.SILENT)
                .build();
        double moves = 0;
        double reference = 0;
        for (var result : new Runner(options).run()) {
            double score = result.getPrimaryResult().getScore();
            if (result.getPrimaryResult().getLabel().equals("advance")) {
                moves = score;
            } else {
                reference = score;
            }
        }
        return List.of(Result.of("advance", moves, "advances/s", reference, "SHA-256 of 300 bytes"));
    }
}
