package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs the platform's own logic through bad days in virtual time, in a process of its own.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run the platform's own logic through bad days in virtual time and check that nothing is lost or doubled.",
            "The same seed does the same again. Ends with 6 if an invariant broke or a case is stuck."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline simulate --days 300 --seed 7",
            "  ./throughline simulate --workflows workflows/collections/arrears.yaml --json | jq .violations",
            "  ./throughline simulate --plant lease-not-fenced"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final String MAIN = "io.throughline.simulation.Main";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many days. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all chance comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--workflows",
            paramLabel = "DIR|FILE",
            defaultValue = "workflows",
            description = "The definitions to run: a folder of workflows or one file. Default: ${DEFAULT-VALUE}.")
    private Path workflows = Path.of("workflows");

    @Option(
            names = "--plant",
            paramLabel = "NAME",
            description = "Build in a known mistake, to see it found. A wrong name lists them.")
    private @Nullable String plant;

    @Option(names = "--trace", paramLabel = "FILE", description = "Write down everything that happened, line by line.")
    private @Nullable Path trace;

    @Option(names = "--json", description = "Print the answer as JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (days < 1) {
            throw new ParameterException(spec.commandLine(), "--days takes a whole number from 1, not " + days);
        }
        Home home = Home.find();
        Path chosen = Files.exists(workflows) ? workflows : home.path().resolve(workflows);
        if (!Files.exists(chosen)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "There is no " + workflows + ". Give a workflow or a folder of them.");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx1g",
                "-cp",
                home.classPath("simulation"),
                MAIN));
        command.addAll(List.of("--days", String.valueOf(days), "--seed", String.valueOf(seed)));
        command.addAll(List.of("--workflows", chosen.toString()));
        command.addAll(List.of("--packs", home.path().resolve("packs").toString()));
        if (plant != null) {
            command.addAll(List.of("--plant", plant));
        }
        if (trace != null) {
            command.addAll(List.of("--trace", trace.toString()));
        }
        if (json) {
            command.add("--json");
        }
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
