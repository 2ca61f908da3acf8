package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The main job from an empty folder to proven outcomes.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run the main job from an empty folder to proven outcomes.",
            "Makes up a portfolio, opens its cases, lets simulated customers behave over real wires while the clock runs fast, and shows what came of it. Exit code 6 when a promise did not hold."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline demo",
            "  ./throughline demo --customers 1000 --seed 7 --json | jq .reconciliation",
            "  ./throughline demo --faults --kills 20      everything outside fails; the platform is killed 20 times"
        })
final class DemoCommand implements Callable<Integer> {
    /// A Monday, ten in the morning in New York.
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");

    private static final Duration WRITING_PATIENCE = Duration.ofMinutes(10);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many customers (default 200).")
    private int customers;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "7",
            description = "Decides who they are and what they do (default 7).")
    private long seed;

    @Option(names = "--faults", description = "Ledger and processor fail, hang, answer twice and out of order.")
    private boolean faults;

    @Option(
            names = "--kills",
            paramLabel = "K",
            defaultValue = "0",
            description = "Kill the platform K times at random moments.")
    private int kills;

    @Override
    public Integer call() throws IOException {
        if (customers < 1 || kills < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--customers is at least 1 and --kills at least 0.");
        }
        Terminal terminal = common.terminal();
        InstantSource wall = InstantSource.system();
        Stop stop = Stop.onSignals();
        Instant started = wall.instant();
        DataFolder folder = emptyFolder();
        folder.create();
        FolderLock lock = FolderLock.take(folder);
        terminal.talk("A demo with %,d customers, seed %d, in %s".formatted(customers, seed, folder.path()));
        Home home = Home.find();
        Path portfolio = folder.path().resolve("portfolio.csv");
        write(home, portfolio, folder);
        Running.Plan plan = new Running.Plan(home, folder, Endpoints.any(), true, null, null, true, System.getenv());
        DemoReport report;
        try (SharedClockFile clock = SharedClockFile.create(folder.clock(), START, wall);
                Progress progress = new Progress(terminal, wall);
                Running running = Running.start(plan, terminal, wall, stop, lock)) {
            terminal.talk("Platform, database and sandbox are up after %.1f s."
                    .formatted(Duration.between(started, wall.instant()).toMillis() / 1000.0));
            Demo.Result result = new Demo(running, clock, wall, stop, progress)
                    .run(portfolio, seed, faults, new KillPlan(seed, kills));
            report = new DemoReport(result, customers, seed, faults, Duration.between(started, wall.instant()));
            clock.touch();
        }
        if (common.json) {
            terminal.data(Json.print(report.toJson(folder)));
        } else {
            report.lines(terminal).forEach(terminal::data);
        }
        terminal.talk("To look further: ./throughline up --data " + folder.path());
        terminal.talk("        and then: ./throughline case REFERENCE --data " + folder.path());
        return report.broken().isEmpty() ? ExitCode.OK : ExitCode.INVARIANT_BROKEN;
    }

    private DataFolder emptyFolder() throws IOException {
        if (common.data == null) {
            return new DataFolder(Files.createTempDirectory("throughline-demo-"));
        }
        DataFolder folder = new DataFolder(common.data);
        if (Files.exists(folder.path())) {
            try (Stream<Path> content = Files.list(folder.path())) {
                // what our own lock and an aborted start leave behind does not count
                if (content.map(path -> path.getFileName().toString())
                        .anyMatch(name -> !List.of("lock", "logs", "keys").contains(name))) {
                    throw new CommandFailure(
                            ExitCode.USAGE,
                            folder.path()
                                    + " is not empty, and a demo starts from nothing. Name another folder, or leave --data out.");
                }
            }
        }
        return folder;
    }

    private void write(Home home, Path portfolio, DataFolder folder) {
        LocalDate today = START.atOffset(ZoneOffset.UTC).toLocalDate();
        ChildProcess writer = ChildProcess.start(
                new ChildProcess.Recipe(
                        "portfolio writer",
                        "io.throughline.sandbox.portfolio.PortfolioWriter",
                        home.classPath("sandbox"),
                        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        List.of(
                                Integer.toString(customers),
                                Long.toString(seed),
                                today.toString(),
                                portfolio.toString()),
                        java.util.Map.of()),
                home.path(),
                folder.logs().resolve("portfolio.log"));
        if (!writer.isDoneWithin(WRITING_PATIENCE)) {
            throw writer.died();
        }
    }
}
