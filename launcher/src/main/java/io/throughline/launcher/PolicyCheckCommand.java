package io.throughline.launcher;

import io.throughline.policy.pack.CaseTable;
import io.throughline.policy.pack.PolicyCase.Checked;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks the packs about every case of a file. Needs nothing that runs.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Ask the policy packs about every situation of a file of cases, and compare the decision",
            "and its reason with what the file expects. Fails (5) when one differs or a row cannot be read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline policy check cases.csv",
            "  ./throughline policy check cases.csv --json | jq '.cases[] | select(.ok | not)'"
        })
final class PolicyCheckCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CASES.csv", description = "Cases, with the columns of docs/policy.md.")
    private Path file = Path.of("");

    @Option(names = "--packs", paramLabel = "DIR", description = "Folder of the packs; default: packs/.")
    private @Nullable Path packs;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        var policy = PackFolder.of(packs).read();
        var read = CaseTable.read(policy, String.valueOf(file.getFileName()), text(file), new Understood());
        var checked = read.cases().stream().map(one -> one.check(policy)).toList();
        var terminal = output.terminal();
        read.warnings().forEach(warning -> terminal.talk(terminal.warning("note: ") + warning));
        read.problems().forEach(problem -> terminal.talk(terminal.bad("cannot read: ") + problem));
        if (output.json) {
            terminal.data(Json.print(json(checked, read.problems())));
        } else {
            lines(terminal, checked);
        }
        boolean isGood = read.problems().isEmpty()
                && !checked.isEmpty()
                && checked.stream().allMatch(Checked::ok);
        return isGood ? ExitCode.OK : ExitCode.BAD_INPUT;
    }

    static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "There is no file " + file + ".");
        }
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + " is not text in UTF-8.");
        }
    }

    private static void lines(Terminal terminal, List<Checked> checked) {
        for (var one : checked) {
            if (!one.ok()) {
                terminal.data(terminal.bad("differs ") + one.of().id() + " (line "
                        + one.of().line() + "): expected "
                        + one.of().expected() + " " + one.of().reason() + ", decided "
                        + one.decision().word() + " "
                        + one.decision().reason());
            }
        }
        long passed = checked.stream().filter(Checked::ok).count();
        terminal.data(passed + " of " + checked.size() + " cases as expected, " + (checked.size() - passed) + " not.");
    }

    private static tools.jackson.databind.node.ObjectNode json(List<Checked> checked, List<String> problems) {
        var answer = Json.object();
        var cases = answer.putArray("cases");
        for (var one : checked) {
            cases.addObject()
                    .put("id", one.of().id())
                    .put("expected", one.of().expected())
                    .put("decision", one.decision().word())
                    .put("reason", one.decision().reason())
                    .put("ok", one.ok());
        }
        long passed = checked.stream().filter(Checked::ok).count();
        answer.put("passed", passed).put("failed", checked.size() - passed);
        var unread = answer.putArray("problems");
        problems.forEach(unread::add);
        return answer;
    }
}
