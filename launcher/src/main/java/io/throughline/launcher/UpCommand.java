package io.throughline.launcher;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts the platform with its database and, beside it, the sandbox; stays until it is told to stop.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Start the platform, its database, and the sandbox that stands in for the outside world.",
            "Stays in the foreground; Ctrl-C stops everything in order. The next start continues where this one was."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline up                                  everything, kept in .throughline",
            "  ./throughline up --data /srv/tl --port 8180       another folder, another port",
            "  ./throughline up --data /tmp/tl --at 2026-11-23T18:00Z   try it at any hour",
            "  PGPASSWORD=… ./throughline up --database-url postgresql://tl@db.example/tl --no-sandbox"
        })
final class UpCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The platform's port (default 8080).")
    private int port;

    @Option(
            names = "--sandbox-port",
            paramLabel = "N",
            defaultValue = "8090",
            description = "The sandbox's port (default 8090); its card processor takes the next one.")
    private int sandboxPort;

    @Option(
            names = "--no-sandbox",
            description = "Only the platform; carrier, mail, processor and ledger come from its settings.")
    private boolean noSandbox;

    @Option(
            names = "--no-agents",
            description = {
                "Leave the house empty. Without this, a new data folder beside the sandbox gets sample people, some of them",
                "simulated, and customers whom they call."
            })
    private boolean noAgents;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "A PostgreSQL of your own instead of the one that comes along. Give the password in PGPASSWORD.")
    private @Nullable String databaseUrl;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many platform processes share the work (default 1). The others listen on the next ports; see docs/nodes.md.")
    private int nodes;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = Endpoints.LOOPBACK,
            description = "Where the platform listens (default 127.0.0.1: this machine only).")
    private String bind = Endpoints.LOOPBACK;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "The address customers reach the platform at; it goes into links.")
    private @Nullable String publicUrl;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = {
                "Begin at this moment instead of now, for example 2026-11-23T18:00Z (ten in the morning in Los Angeles), and go on at the wall's pace.",
                "For trying things out: customers are only written to during their own day. Needs the sandbox."
            })
    private @Nullable String at;

    @Option(
            names = "--allow-unsigned-packs",
            description = {
                "Take policy packs that nobody who may has signed as they are. Without the sandbox packs must be signed",
                "(./throughline policy sign); with it this is said for you."
            })
    private boolean allowUnsignedPacks;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = common.terminal();
        signed(terminal);
        DataFolder folder = common.folder();
        InstantSource wall = InstantSource.system();
        Stop stop = Stop.onSignals();
        Instant started = wall.instant();
        Instant demanded = at == null ? null : FolderClock.parse(at);
        if (demanded != null && noSandbox) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--at goes with the sandbox; the world outside keeps its own time.");
        }
        if (nodes < 1 || nodes > 8) {
            throw new CommandFailure(ExitCode.USAGE, "--nodes takes a whole number from 1 to 8, not " + nodes + ".");
        }
        folder.create();
        FolderLock lock = FolderLock.take(folder);
        Running.clearAway(folder, terminal, stop);
        if (!bind.equals(Endpoints.LOOPBACK)) {
            terminal.talk("The platform will be reachable from other machines (" + bind + ").");
        }
        Endpoints endpoints = Endpoints.demanded(bind, port, sandboxPort, !noSandbox);
        terminal.talk("Starting in " + folder.path() + " …");
        Running.Plan plan = new Running.Plan(
                Home.find(),
                folder,
                endpoints,
                !noSandbox,
                databaseUrl,
                publicUrl,
                allowUnsignedPacks || !noSandbox,
                System.getenv(),
                endpoints.more(nodes));
        try (@Nullable SharedClockFile clock = FolderClock.start(folder, demanded, wall);
                Running running = Running.start(plan, terminal, wall, stop, lock)) {
            Duration took = Duration.between(started, wall.instant());
            var living = noSandbox || noAgents
                    ? Optional.<LivingFloor>empty()
                    : LivingFloor.open(running, wall.instant(), FolderClock.now(folder, wall));
            announce(terminal, running, took, FolderClock.now(folder, wall));
            living.ifPresent(floor -> tell(terminal, floor));
            VersionPage.waiting(running.platform()).forEach(terminal::talk);
            watch(running, stop, clock, living, wall);
            terminal.talk("Stopping …");
        }
        terminal.talk("Stopped. Start again with the same command; nothing is lost.");
        return stop.exitCode().orElse(ExitCode.OK);
    }

    /// Real people are written to only by packs that somebody stands for; the platform looks who. On the sandbox nobody
    /// is reached.
    private void signed(Terminal terminal) throws IOException {
        var folder = PackFolder.of(null);
        var unsigned = folder.unsigned(folder.read());
        if (unsigned.isEmpty()) {
            return;
        }
        if (!noSandbox || allowUnsignedPacks) {
            terminal.talk(unsigned.size() + " policy packs are taken although nobody has signed them as they are"
                    + (noSandbox ? " (--allow-unsigned-packs)." : ": on the sandbox nobody real is reached."));
            return;
        }
        throw new CommandFailure(
                ExitCode.BAD_INPUT,
                "Not started: policy packs are not signed.\n  " + String.join("\n  ", unsigned)
                        + "\nSign each with ./throughline policy sign PACK --key FILE, where the data folder's "
                        + CounselKeys.FOLDER + "/ has the public key (./throughline policy key), or add"
                        + " --allow-unsigned-packs.");
    }

    private void announce(Terminal terminal, Running running, Duration took, Instant now) {
        if (common.json) {
            terminal.data(Json.print(running.runFile().toJson()));
        } else {
            List<Map.Entry<String, String>> rows = new ArrayList<>(places(running.plan()));
            rows.add(Map.entry("Time here", FolderClock.readable(now)));
            terminal.pairs(rows);
        }
        terminal.talk("Ready in %.1f s. Ctrl-C stops it.".formatted(took.toMillis() / 1000.0));
    }

    private static void tell(Terminal terminal, LivingFloor floor) {
        terminal.talk("Simulated colleagues are at the desk. Sit down beside them: " + LivingFloor.INVITE);
        floor.closedUntil()
                .ifPresent(opens -> terminal.talk("They have no calls at this hour; the queues open "
                        + FolderClock.readable(opens) + ". For a floor at work: ./throughline up --help, --at."));
    }

    static List<Map.Entry<String, String>> places(Running.Plan plan) {
        List<Map.Entry<String, String>> rows = new ArrayList<>();
        Endpoints endpoints = plan.endpoints();
        if (plan.withSandbox()) {
            rows.add(Map.entry("Customer's phone", endpoints.sandboxUrl() + "/phone"));
            rows.add(Map.entry("Mailbox", endpoints.sandboxUrl() + "/mail"));
            rows.add(Map.entry("Ledger", endpoints.sandboxUrl() + "/ledger"));
            rows.add(Map.entry("Card processor", endpoints.processorUrl().toString()));
        }
        rows.add(Map.entry("Desk", endpoints.platformUrl() + "/desk/"));
        rows.add(Map.entry("API", endpoints.platformUrl() + "/api/v1/openapi"));
        plan.more()
                .forEach(node ->
                        rows.add(Map.entry("Node " + node.name(), node.url().toString())));
        rows.add(Map.entry("API key", plan.folder().apiKey().toString()));
        rows.add(Map.entry("Data", plan.folder().path().toString()));
        return rows;
    }

    private static void watch(
            Running running,
            Stop stop,
            @Nullable SharedClockFile clock,
            Optional<LivingFloor> living,
            InstantSource wall)
            throws IOException {
        while (!stop.isAskedWithin(BETWEEN_LOOKS)) {
            if (clock != null) {
                clock.touch();
            }
            var death = running.findDeath();
            if (death.isPresent() && stop.exitCode().isEmpty()) {
                throw death.get();
            }
            if (living.isPresent() && stop.exitCode().isEmpty()) {
                living.get().live(wall.instant());
            }
        }
    }
}
