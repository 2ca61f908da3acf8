package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Kills and cuts off the platform's own processes on a real PostgreSQL, in a process of its own.
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Kill the platform and PostgreSQL under load, lose the answers of commits, recover the log cut off anywhere,",
            "and check after each that nothing acknowledged is lost and nothing is doubled. Ends with 6 if something is.",
            "Everything happens in a folder of its own, on a PostgreSQL of its own."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline torture                                     a few of each, about two minutes",
            "  ./throughline torture --kills 200 --database-kills 100 --lost-answers 1000 --positions 300",
            "  ./throughline torture --plant retry-without-stamp --lost-answers 200",
            "  ./throughline torture campaign --accounts 20000 --kills 2   a campaign over the carrier's wire, killed in the middle",
            "  ./throughline torture desk --kills 20                     a floor of simulated people, killed at work"
        },
        subcommands = {TortureCampaignCommand.class, TortureDeskCommand.class})
final class TortureCommand implements Callable<Integer> {
    private static final String MAIN = "io.throughline.torture.Main";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "10",
            description = "kill -9 of a platform process. Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--hangs",
            paramLabel = "N",
            defaultValue = "2",
            description = "SIGSTOP of a platform process for longer than its lease. Default: ${DEFAULT-VALUE}.")
    private int hangs;

    @Option(
            names = "--database-kills",
            paramLabel = "N",
            defaultValue = "5",
            description = "kill -9 of all of PostgreSQL, and its recovery. Default: ${DEFAULT-VALUE}.")
    private int databaseKills;

    @Option(
            names = "--lost-answers",
            paramLabel = "N",
            defaultValue = "20",
            description = "Connections cut between a commit and its answer. Default: ${DEFAULT-VALUE}.")
    private int lostAnswers;

    @Option(
            names = "--positions",
            paramLabel = "N",
            defaultValue = "10",
            description = "Bytes of the log at which it is cut off and recovered. Default: ${DEFAULT-VALUE}.")
    private int positions;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "2",
            description = "Platform processes at the same time. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--callers",
            paramLabel = "N",
            defaultValue = "8",
            description = "Customers, each with four cases at a time. Default: ${DEFAULT-VALUE}.")
    private int callers;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where and when it strikes; the machine's own timing adds to it. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--plant",
            paramLabel = "NAME",
            description = "Build in a known mistake, to see it found. A wrong name lists them.")
    private @Nullable String plant;

    @Option(names = "--json", description = "Print the answer as JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int fewest = List.of(kills, hangs, databaseKills, lostAnswers, positions).stream()
                .min(Integer::compare)
                .orElseThrow();
        if (fewest < 0 || nodes < 1 || callers < 1) {
            throw new ParameterException(spec.commandLine(), "faults are counted from 0, --nodes and --callers from 1");
        }
        Home home = Home.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx1g",
                "-cp",
                home.classPath("torture"),
                MAIN,
                "--postgres",
                PostgresBinaries.unpacked(System.getenv()).home().resolve("bin").toString()));
        option(command, "--kills", kills);
        option(command, "--hangs", hangs);
        option(command, "--database-kills", databaseKills);
        option(command, "--lost-answers", lostAnswers);
        option(command, "--positions", positions);
        option(command, "--nodes", nodes);
        option(command, "--callers", callers);
        option(command, "--seed", seed);
        if (plant != null) {
            command.addAll(List.of("--plant", plant));
        }
        if (json) {
            command.add("--json");
        }
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void option(List<String> command, String name, long value) {
        command.addAll(List.of(name, Long.toString(value)));
    }
}
