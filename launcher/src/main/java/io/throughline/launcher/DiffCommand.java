package io.throughline.launcher;

import io.throughline.diff.Difference;
import io.throughline.diff.Difference.Concerns;
import io.throughline.diff.Differences;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.InvalidDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Says what changes from one version of a workflow to another. Files need nothing that runs: no platform, no database.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Say in words what changes from one version of a workflow to another,",
            "for customers, for agents and for compliance. Messages, required words and",
            "systems beside each file count; the order of its steps does not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline diff signed/collections/arrears.yaml workflows/collections/arrears.yaml",
            "  ./throughline diff arrears@1 workflows/collections/arrears.yaml",
            "  ./throughline diff A B --json | jq '.compliance[]'"
        })
final class DiffCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "The workflow as it was: a file, or a version of the running platform such as arrears@1.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "B", description = "The workflow as it is to be, likewise.")
    private String after = "";

    @Mixin
    private CommonOptions output = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        Definition old = read(before);
        Definition now = read(after);
        Terminal terminal = output.terminal();
        List<Difference> found = Differences.between(old, now);
        if (output.json) {
            terminal.data(told(old, now, found));
        } else {
            lines(terminal, found);
        }
        return ExitCode.OK;
    }

    private static void lines(Terminal terminal, List<Difference> found) {
        if (found.isEmpty()) {
            terminal.data("Nothing changes for anybody.");
            return;
        }
        for (Concerns concerns : Concerns.values()) {
            List<Difference> theirs =
                    found.stream().filter(it -> it.concerns() == concerns).toList();
            if (!theirs.isEmpty()) {
                terminal.data(terminal.strong(heading(concerns)));
                theirs.forEach(it -> terminal.data("  " + it.text()));
                terminal.data("");
            }
        }
    }

    private static String heading(Concerns concerns) {
        return switch (concerns) {
            case CUSTOMERS -> "For customers";
            case AGENTS -> "For agents";
            case COMPLIANCE -> "For compliance";
        };
    }

    private static String told(Definition old, Definition now, List<Difference> found) {
        var answer = Json.object();
        answer.put("before", old.version()).put("after", now.version()).put("same", found.isEmpty());
        for (Concerns concerns : Concerns.values()) {
            var theirs = answer.putArray(concerns.name().toLowerCase(Locale.ROOT));
            found.stream().filter(it -> it.concerns() == concerns).forEach(it -> theirs.add(it.text()));
        }
        return Json.print(answer);
    }

    private Definition read(String fileOrVersion) throws IOException {
        Path file = Path.of(fileOrVersion);
        if (VersionRef.isOne(fileOrVersion) && !Files.exists(file)) {
            return VersionRef.of(fileOrVersion).read(output);
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "There is no file " + file + ". Give two files of one workflow, such as"
                            + " workflows/collections/arrears.yaml, or versions such as arrears@1.");
        }
        try {
            return DefinitionReader.read(file);
        } catch (InvalidDefinition e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }
}
