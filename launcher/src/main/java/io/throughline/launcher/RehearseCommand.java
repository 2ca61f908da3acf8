package io.throughline.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Rehearses a workflow, in a process of its own: it needs the memory and the compiler that a command does
/// not.
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run a workflow with a described population before anybody is contacted: what is resolved,",
            "where people leave, what goes to a person, how long they wait, and what breaks first.",
            "Needs nothing that runs: no platform, no database. Nothing is sent."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline rehearse workflows/collections/arrears.yaml",
            "  ./throughline rehearse workflows/collections/arrears.yaml --customers 50000 --svg arrears.svg",
            "  cd workflows/rehearsals && ../../throughline rehearse text-to-call.yaml --against ../collections/arrears.yaml \\",
            "    --behaviour past-due.behaviour.yaml --lines collections.lines.yaml --customers 16000"
        })
final class RehearseCommand implements Callable<Integer> {
    private static final int MOST = 2_000_000;
    private final Supplier<String> classPath;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The workflow's YAML file.")
    private Path file = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "OTHER",
            description = "Another workflow, or another version of it, for the same people.")
    private @Nullable Path against;

    @Option(names = "--customers", paramLabel = "N", description = "How many people. Default: 10000.")
    private int customers = 10_000;

    @Option(names = "--seed", paramLabel = "S", description = "The same seed gives the same people. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--behaviour",
            paramLabel = "FILE",
            description = "What people do and how long it takes them (docs/rehearsal.md).")
    private @Nullable Path behaviour;

    @Option(
            names = "--lines",
            paramLabel = "FILE",
            description = "Who answers and works: people by hour, their times, callers' patience.")
    private @Nullable Path lines;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw it to this file.")
    private @Nullable Path svg;

    RehearseCommand() {
        this(() -> Home.find().classPath("rehearsal"));
    }

    /// @param classPath of the process that rehearses
    RehearseCommand(Supplier<String> classPath) {
        this.classPath = classPath;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (customers < 1 || customers > MOST) {
            throw new ParameterException(spec.commandLine(), "--customers takes a whole number from 1 to 2000000");
        }
        need(file, "Give a workflow's file, such as workflows/collections/arrears.yaml.");
        need(against, "Give the file of the other workflow.");
        need(behaviour, "docs/rehearsal.md says what a behaviour file is.");
        need(lines, "docs/rehearsal.md says what a lines file is.");
        if (svg != null && !Files.isDirectory(svg.toAbsolutePath().resolveSibling(""))) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "There is no folder for " + svg + ". Make it first. Nothing was rehearsed.");
        }
        Terminal terminal = output.terminal();
        long started = System.nanoTime();
        JsonNode reports = Json.parse(rehearse(terminal));
        double seconds = (System.nanoTime() - started) / 1e9;
        if (output.json) {
            terminal.data(Json.print(reports.size() == 1 ? reports.get(0) : reports));
        } else {
            new RehearsalText(terminal).lines(reports).forEach(terminal::data);
            terminal.data(terminal.quiet("%,d customers, seed %d, in %.1f s".formatted(customers, seed, seconds)));
        }
        if (svg != null) {
            terminal.talk("Drew it to " + svg + ".");
        }
        return ExitCode.OK;
    }

    private static void need(@Nullable Path path, String what) {
        if (path != null && !Files.isRegularFile(path)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "There is no file " + path + ". " + what + " Nothing was rehearsed.");
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (customers <= 250_000 ? "1g" : customers <= 1_000_000 ? "4g" : "8g"),
                "-XX:+UseParallelGC",
                "-XX:+UseCompactObjectHeaders",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath.get(),
                "io.throughline.rehearsal.Main",
                Integer.toString(customers),
                Long.toString(seed),
                path(behaviour),
                path(lines),
                path(svg),
                PackFolder.of(null).path().toString(),
                file.toString()));
        if (against != null) {
            command.add(against.toString());
        }
        return command;
    }

    private static String path(@Nullable Path path) {
        return path == null ? "-" : path.toString();
    }

    private String rehearse(Terminal terminal) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command()).start();
        process.getOutputStream().close();
        var talk = CompletableFuture.supplyAsync(() -> follow(process, terminal));
        var reports = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        var words = talk.join();
        return switch (code) {
            case ExitCode.OK -> reports;
            case ExitCode.BAD_INPUT -> throw new CommandFailure(ExitCode.BAD_INPUT, words.strip());
            default -> throw new IllegalStateException("the rehearsal ended with code " + code + ":\n" + words);
        };
    }

    /// Shows how far it is; what else the process says comes back.
    private static String follow(Process process, Terminal terminal) {
        var words = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
                var progress = new Progress(terminal, InstantSource.system())) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("[01]\\.\\d+")) {
                    progress.show(Double.parseDouble(line), "of the cases opened");
                } else {
                    words.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words.toString();
    }
}
