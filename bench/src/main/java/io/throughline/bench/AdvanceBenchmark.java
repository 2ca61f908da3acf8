package io.throughline.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// The engine alone: every move of a case's life in turn, against hashing as many bytes of evidence as a move leaves.
/// Beside the mean over all, the time of single moves: half of them take no longer than the median.
final class AdvanceBenchmark implements Benchmark {
    /// Microseconds, of the median.
    private static final double ALLOWED = 5;

    private static final String ALLOWED_BY = "µs that issue 3 allows the median";
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
        var moves = run(Mode.Throughput, "advance");
        var hashes = run(Mode.Throughput, "reference");
        var each = run(Mode.SampleTime, "advance").getStatistics();
        return List.of(
                Result.of("advance", moves.getScore(), "advances/s", hashes.getScore(), "SHA-256 of 300 bytes"),
                Result.of("advance, median", micros(each, 50), "µs", ALLOWED, ALLOWED_BY),
                Result.of("advance, 99 %", micros(each, 99), "µs", ALLOWED, ALLOWED_BY));
    }

    private static double micros(Statistics seconds, double percentile) {
        return seconds.getPercentile(percentile) * 1e6;
    }

    private org.openjdk.jmh.results.Result<?> run(Mode mode, String what) throws RunnerException {
        var options = new OptionsBuilder()
                .include(AdvanceMoves.class.getName() + "." + what + "$")
                .mode(mode)
                .forks(0)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(Math.max(1, seconds / 3)))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(Math.max(1, seconds / 3)))
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle().getPrimaryResult();
    }
}
