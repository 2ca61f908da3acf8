package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a benchmark in a process of its own, so that nothing of the launcher is measured with it.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run a benchmark and print its value, its unit, the reference measured in the same run, and the ratio.",
            "Without a name: list them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline bench",
            "  ./throughline bench advance --json",
            "  ./throughline bench store --seconds 15 --connections 16,64",
            "  ./throughline bench desk --agents 300 --cases 3000 --seconds 120"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String MAIN = "io.throughline.bench.Main";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which benchmark.")
    private @Nullable String name;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each measurement takes. Default: 5.")
    private @Nullable Integer seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            description = "Of store: at how many connections to measure. Default: 1,16,64.")
    private List<Integer> connections = List.of();

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Of call-log: the log to replay, as gzip of lines such as 2003-03-03 07:00,111."
                    + " Default: the founders' data beside the repository, if it is there.")
    private @Nullable Path replay;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "300",
            description = "Of desk: how many simulated people. Default: ${DEFAULT-VALUE}.")
    private int agents;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Of desk: how many open cases. Default: ${DEFAULT-VALUE}.")
    private int cases;

    @Option(
            names = "--step",
            paramLabel = "SECONDS",
            defaultValue = "9",
            description = "Of desk: mean time between two steps of somebody. Default: ${DEFAULT-VALUE}.")
    private int step;

    /// The desk is measured from outside: platform, database and agents are processes of their own.
    private int desk() throws IOException {
        if (agents < 15 || cases < 1 || step < 1) {
            throw new ParameterException(spec.commandLine(), "--agents is at least 15; --cases and --step at least 1");
        }
        var load = new DeskBench.Load(agents, cases, seconds == null ? 120 : seconds, step, 1);
        var told = new DeskBench(load, Home.find(), common.terminal()).run();
        if (common.json) {
            common.terminal().data(Json.print(told));
        } else {
            DeskBench.table(told).forEach(common.terminal()::data);
        }
        return ExitCode.OK;
    }

    private void addNumbers(List<String> command, String option, List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        if (numbers.stream().anyMatch(number -> number < 1)) {
            throw new ParameterException(spec.commandLine(), option + " takes whole numbers from 1, not " + numbers);
        }
        command.addAll(List.of(option, numbers.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ("desk".equals(name)) {
            return desk();
        }
        Home home = Home.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dthroughline.home=" + home.path(),
                "-cp",
                home.classPath("bench"),
                MAIN));
        if (name != null) {
            command.add(name);
        }
        addNumbers(command, "--seconds", seconds == null ? List.of() : List.of(seconds));
        addNumbers(command, "--connections", connections);
        if (replay != null) {
            command.addAll(List.of("--replay", replay.toAbsolutePath().toString()));
        }
        if (common.json) {
            command.add("--json");
        }
        int code = new ProcessBuilder(command)
                .directory(home.path().toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (name == null && !common.json) {
            common.terminal().data("desk: a floor of simulated people at a running platform");
        }
        return code;
    }
}
