package io.throughline.launcher;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A floor of simulated people at work, with the platform killed under them.
@Command(
        name = "desk",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Kill the whole platform under simulated agents and customers at work, and ask the database afterwards whether",
            "an item, an offer or an act is lost or doubled. Ends with 6 if one is."
        })
final class TortureDeskCommand implements Callable<Integer> {
    /// Fewer would leave a queue without anybody.
    private static final int FEWEST = 15;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--kills",
            paramLabel = "K",
            defaultValue = "10",
            description = "kill -9 of the platform. Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many simulated people, at least 15. Default: ${DEFAULT-VALUE}.")
    private int agents;

    @Option(
            names = "--cases",
            paramLabel = "N",
            description = "How many cases are opened. Default: eight for each kill.")
    private @Nullable Integer cases;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Who does what, and when it is killed; the machine's own timing adds to it. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (kills < 1 || agents < FEWEST || cases != null && cases < 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--kills and --cases are at least 1, --agents at least " + FEWEST + ".");
        }
        Terminal terminal = output.terminal();
        var plan = new DeskTorture.Plan(kills, agents, cases == null ? 8 * kills : cases, seed);
        var result = new DeskTorture(plan, Home.find(), terminal).run();
        if (output.json) {
            terminal.data(Json.print(result.toJson()));
        } else {
            DeskTorture.table(result).forEach(terminal::data);
        }
        return result.isClean() ? ExitCode.OK : ExitCode.INVARIANT_BROKEN;
    }
}
