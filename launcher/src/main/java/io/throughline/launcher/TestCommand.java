package io.throughline.launcher;

import io.throughline.scenario.Scenarios;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Plays scenarios. Needs nothing that runs: no platform, no database.
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Play the scenarios beside workflows (*.scenarios.yaml) against the engine, in virtual time.",
            "Says what was expected and what came, and how much of each workflow the scenarios go through.",
            "Fails (5) when a scenario does not hold, or the coverage is below what its file asks for."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline test workflows",
            "  ./throughline test workflows/collections/arrears.yaml",
            "  ./throughline test workflows --json | jq .coverage.outcomes"
        })
final class TestCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "DIR|FILE",
            description = "A folder with workflows, a workflow, or a file of scenarios.")
    private Path place = Path.of("");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        var terminal = output.terminal();
        var clock = InstantSource.system();
        var started = clock.instant();
        var run = ScenarioRun.of(workflows(place));
        if (output.json) {
            terminal.data(Json.print(run.json()));
        } else {
            run.lines(terminal).forEach(terminal::data);
            terminal.talk(
                    "%d ms".formatted(Duration.between(started, clock.instant()).toMillis()));
        }
        return run.ok() ? ExitCode.OK : ExitCode.BAD_INPUT;
    }

    /// The workflows that a place names; a single one must have scenarios.
    static List<Path> workflows(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            try (Stream<Path> all = Files.walk(place)) {
                var found = all.filter(Files::isRegularFile)
                        .filter(DefinitionReader::isWorkflow)
                        .sorted()
                        .toList();
                if (found.stream().map(ScenarioRun::scenarios).noneMatch(Files::exists)) {
                    throw new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "There are no scenarios in " + place + ". They lie beside a workflow: arrears"
                                    + Scenarios.SUFFIX + " beside arrears.yaml.");
                }
                return found;
            }
        }
        var name = place.getFileName() == null ? "" : place.getFileName().toString();
        var workflow = name.endsWith(Scenarios.SUFFIX)
                ? place.resolveSibling(name.substring(0, name.length() - Scenarios.SUFFIX.length()) + ".yaml")
                : place;
        for (var file : List.of(workflow, ScenarioRun.scenarios(workflow))) {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "There is no file " + file + ". Give a folder, a workflow, or the scenarios beside one.");
            }
        }
        return List.of(workflow);
    }
}
