package io.throughline.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Everything about the chains of evidence.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Check the evidence.",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli gives it before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: audit verify");
    }

    /// Walks every chain and every checkpoint.
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Walk every case's chain and every signed checkpoint, and name the first break.",
                "Exit code 6 when something was changed, cut off or taken out."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  ./throughline audit verify", "  ./throughline audit verify --json | jq .broken"})
    static final class Verify implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Override
        public Integer call() {
            JsonNode answer = common.tell("/api/v1/audit/verify", Json.object(), Duration.ofMinutes(60));
            AuditReport report = AuditReport.of(answer);
            Terminal terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(answer));
            } else {
                report.lines(terminal).forEach(terminal::data);
            }
            return report.isWhole() ? ExitCode.OK : ExitCode.INVARIANT_BROKEN;
        }
    }
}
