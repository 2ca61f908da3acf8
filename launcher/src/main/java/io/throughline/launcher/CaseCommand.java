package io.throughline.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// One case, as a person would want to read it.
@Command(
        name = "case",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Show a case: where it stands, what happened, by whom, on which channel, with which evidence.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./throughline case TL-7K2M-9QX4", "  ./throughline case TL-7K2M-9QX4 --json | jq .timeline"})
final class CaseCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "The case's reference or id.")
    private String id = "";

    @Override
    public Integer call() {
        JsonNode answer;
        try {
            answer = common.ask(
                    "/api/v1/cases/"
                            + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"),
                    Duration.ofSeconds(30));
        } catch (CommandFailure e) {
            throw e.exitCode() == ExitCode.NOT_FOUND
                    ? new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "There is no case " + id + " in " + common.folder().path() + ".",
                            e)
                    : e;
        }
        Terminal terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(answer));
        } else {
            new CasePage(terminal).lines(answer).forEach(terminal::data);
        }
        return ExitCode.OK;
    }
}
