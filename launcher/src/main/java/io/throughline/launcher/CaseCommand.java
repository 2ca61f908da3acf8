package io.throughline.launcher;

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
        JsonNode answer = common.theCase(id);
        Terminal terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(answer));
        } else {
            new CasePage(terminal).lines(answer).forEach(terminal::data);
        }
        return ExitCode.OK;
    }
}
