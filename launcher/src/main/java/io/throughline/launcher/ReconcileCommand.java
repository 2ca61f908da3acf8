package io.throughline.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// Compares processor, ledger and cases.
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compare what the processor captured, the ledger posted and the cases hold, and name every difference.",
        footerHeading = "%nExamples:%n",
        footer = "  ./throughline reconcile --json | jq .differences")
final class ReconcileCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        JsonNode answer = common.tell("/api/v1/reconciliation", Json.object(), Duration.ofMinutes(10));
        Reconciliation reconciliation = Reconciliation.of(answer);
        Terminal terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(answer));
        } else {
            reconciliation.lines(terminal).forEach(terminal::data);
        }
        return reconciliation.agrees() ? ExitCode.OK : ExitCode.INVARIANT_BROKEN;
    }
}
