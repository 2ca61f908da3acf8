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
            "  ./throughline bench store --seconds 15 --connections 16,64"
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
        return new ProcessBuilder(command)
                .directory(home.path().toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
