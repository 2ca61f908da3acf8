package io.throughline.launcher;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Opens cases for the accounts a condition picks.
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Open cases of a workflow for the accounts that match. Doing it twice opens nothing twice.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline open arrears --where 'account.daysPastDue > 30'",
            "  ./throughline open arrears --where 'account.id == \"AC-40000001\"'",
            "  ./throughline open arrears --where true          every account"
        })
final class OpenCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The name of the workflow.")
    private String workflow = "";

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            required = true,
            description = "A CEL condition over account and customer.")
    private String where = "";

    @Override
    public Integer call() {
        JsonNode answer = common.tell(
                "/api/v1/cases:open", Json.object().put("workflow", workflow).put("where", where), PATIENCE);
        if (common.json) {
            common.terminal().data(Json.print(answer));
        } else {
            long opened = Json.number(answer, "opened");
            long already = Json.number(answer, "existed");
            common.terminal()
                    .data("%,d %s opened%s."
                            .formatted(
                                    opened,
                                    opened == 1 ? "case" : "cases",
                                    already > 0 ? ", %,d were open already".formatted(already) : ""));
            if (opened > 0) {
                common.terminal()
                        .talk(
                                "It is %s here. Messages wait for each customer's own contact hours; to try things at another hour: ./throughline up --help, --at."
                                        .formatted(FolderClock.readable(
                                                FolderClock.now(common.folder(), InstantSource.system()))));
            }
        }
        return ExitCode.OK;
    }
}
