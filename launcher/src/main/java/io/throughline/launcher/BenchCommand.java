package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
        footer = {"  ./throughline bench", "  ./throughline bench advance --json"})
final class BenchCommand implements Callable<Integer> {
    private static final String MAIN = "io.throughline.bench.Main";

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which benchmark.")
    private @Nullable String name;

    @Parameters(index = "1..*", hidden = true, description = "Handed on to the benchmark.")
    private List<String> rest = List.of();

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
        command.addAll(rest);
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
