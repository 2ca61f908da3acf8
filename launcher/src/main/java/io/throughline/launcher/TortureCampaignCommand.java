package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A campaign over the real wire of a carrier that throttles, killed in the middle, and judged by the carrier's books.
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run a campaign over the SMPP wire at the limit of a carrier that throttles, and kill the platform in the middle.",
            "A portfolio over all US time zones, some of it without consent or on a do-not-contact list. At the end somebody",
            "who shares no code with the platform reads the carrier's own books: every account has one message, sent in its",
            "hours, or the rule that kept it. Ends with 6 if one has neither, two, or one that was forbidden."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline torture campaign                                      200,000 accounts at 500 a second",
            "  ./throughline torture campaign --accounts 5000 --kills 2 --json"
        })
final class TortureCampaignCommand implements Callable<Integer> {
    /// Submissions on the wire at the same time: as many may be of unknown fate after a kill.
    static final int WINDOW = 32;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "200000",
            description = "How many accounts. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Submissions the carrier takes a second; above it, it throttles. The campaign's text is two. Default: ${DEFAULT-VALUE}.")
    private int perSecond;

    @Option(
            names = "--kills",
            paramLabel = "K",
            defaultValue = "1",
            description = "kill -9 of the platform, at moments between. Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "4",
            description = "Decides who the accounts are and when it is killed. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "512",
            description = "Heap of the platform, however many accounts. Default: ${DEFAULT-VALUE}.")
    private int heap;

    @Option(names = "--data", paramLabel = "DIR", description = "An empty folder for it; one of its own if left out.")
    private @Nullable Path data;

    @Option(names = "--jvm", paramLabel = "OPTION", hidden = true, description = "An option for the platform's JVM.")
    private List<String> jvm = List.of();

    @Override
    public Integer call() throws IOException {
        if (accounts < 1 || perSecond < 1 || kills < 0 || heap < 128) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--accounts and --per-second are at least 1, --kills at least 0, --heap at least 128.");
        }
        Terminal terminal = output.terminal();
        InstantSource wall = InstantSource.system();
        Stop stop = Stop.onSignals();
        DataFolder folder = emptyFolder();
        folder.create();
        FolderLock lock = FolderLock.take(folder);
        terminal.talk("A campaign with %,d accounts at %,d a second, seed %d, in %s"
                .formatted(accounts, perSecond, seed, folder.path()));
        Home home = Home.find();
        var files = CampaignFiles.write(home, folder, accounts, seed);
        var plan = new Running.Plan(home, folder, Endpoints.any(), true, null, null, true, System.getenv())
                .tuned(tuning(files));
        CampaignReport report;
        try (SharedClockFile clock = SharedClockFile.create(folder.clock(), CampaignFiles.START, wall);
                Progress progress = new Progress(terminal, wall);
                Running running = Running.start(plan, terminal, wall, stop, lock)) {
            var result = new CampaignRun(running, clock, wall, stop, progress)
                    .run(files, perSecond, new KillPlan(seed, kills));
            report = new CampaignReport(result, accounts, perSecond, seed);
        }
        if (output.json) {
            terminal.data(Json.print(report.toJson()));
        } else {
            report.lines().forEach(terminal::data);
        }
        return report.broken().isEmpty() ? ExitCode.OK : ExitCode.INVARIANT_BROKEN;
    }

    /// The platform offers a little more than the carrier takes, so that it is the carrier who limits.
    private ProcessSettings.Tuning tuning(CampaignFiles files) {
        return new ProcessSettings.Tuning(
                Map.of(
                        "throughline.workflows",
                        files.workflows().toString(),
                        "throughline.smpp.max-per-second",
                        perSecond + Math.max(1, perSecond / 50),
                        "throughline.smpp.window",
                        WINDOW,
                        "throughline.effects.at-once",
                        256),
                List.of("--sms-per-second", Integer.toString(perSecond)),
                Stream.concat(Stream.of("-Xmx" + heap + "m"), jvm.stream()).toList());
    }

    private DataFolder emptyFolder() throws IOException {
        if (data == null) {
            return new DataFolder(Files.createTempDirectory("throughline-campaign-"));
        }
        if (Files.exists(data)) {
            try (Stream<Path> content = Files.list(data)) {
                if (content.findAny().isPresent()) {
                    throw new CommandFailure(
                            ExitCode.USAGE, data + " is not empty, and a campaign is tortured from nothing.");
                }
            }
        }
        return new DataFolder(data);
    }
}
