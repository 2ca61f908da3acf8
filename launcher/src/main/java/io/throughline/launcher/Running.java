package io.throughline.launcher;

import io.throughline.launcher.Wire.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The processes of one run, from the first start to the last stop. Order matters both ways: the
/// database first and last, the platform stopped before the sandbox it talks to.
final class Running implements AutoCloseable {
    private static final String PLATFORM_MAIN = "io.throughline.platform.ThroughlinePlatform";
    private static final String SANDBOX_MAIN = "io.throughline.sandbox.Sandbox";
    private static final Duration READY_PATIENCE = Duration.ofMinutes(4);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Plan plan;
    private final Terminal terminal;
    private final InstantSource wall;
    private final Stop stop;
    private final FolderLock lock;
    private final Map<String, ChildProcess> children = new LinkedHashMap<>();
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable Database database;

    /// What to run.
    ///
    /// @param more platform processes beside the first, on the same folder and database
    record Plan(
            Home home,
            DataFolder folder,
            Endpoints endpoints,
            boolean withSandbox,
            @Nullable String databaseUrl,
            @Nullable String publicUrl,
            boolean allowUnsignedPacks,
            Map<String, String> environment,
            List<Endpoints.Node> more,
            ProcessSettings.Tuning tuning) {

        /// With one platform process.
        Plan(
                Home home,
                DataFolder folder,
                Endpoints endpoints,
                boolean withSandbox,
                @Nullable String databaseUrl,
                @Nullable String publicUrl,
                boolean allowUnsignedPacks,
                Map<String, String> environment) {
            this(
                    home,
                    folder,
                    endpoints,
                    withSandbox,
                    databaseUrl,
                    publicUrl,
                    allowUnsignedPacks,
                    environment,
                    List.of());
        }

        /// As usual.
        Plan(
                Home home,
                DataFolder folder,
                Endpoints endpoints,
                boolean withSandbox,
                @Nullable String databaseUrl,
                @Nullable String publicUrl,
                boolean allowUnsignedPacks,
                Map<String, String> environment,
                List<Endpoints.Node> more) {
            this(
                    home,
                    folder,
                    endpoints,
                    withSandbox,
                    databaseUrl,
                    publicUrl,
                    allowUnsignedPacks,
                    environment,
                    more,
                    ProcessSettings.Tuning.NONE);
        }

        Plan tuned(ProcessSettings.Tuning its) {
            return new Plan(
                    home,
                    folder,
                    endpoints,
                    withSandbox,
                    databaseUrl,
                    publicUrl,
                    allowUnsignedPacks,
                    environment,
                    more,
                    its);
        }

        ProcessSettings settings() {
            return new ProcessSettings(folder, endpoints, withSandbox, publicUrl, allowUnsignedPacks, tuning);
        }
    }

    private Running(Plan plan, Terminal terminal, InstantSource wall, Stop stop, FolderLock lock) {
        this.plan = plan;
        this.terminal = terminal;
        this.wall = wall;
        this.stop = stop;
        this.lock = lock;
    }

    /// Takes the folder and starts everything in it; on any trouble stops what it had started.
    static Running start(Plan plan, Terminal terminal, InstantSource wall, Stop stop, FolderLock lock) {
        Running running = new Running(plan, terminal, wall, stop, lock);
        try {
            running.startAll();
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /// Ends what a launcher that was killed left running; its ports and its leases are ours.
    static void clearAway(DataFolder folder, Terminal terminal, Stop stop) {
        for (var left : RunFile.read(folder).map(RunFile::leftBehind).orElse(List.of())) {
            ProcessHandle process = left.getValue();
            terminal.talk(
                    "Stopping the " + left.getKey() + " an earlier run left behind (process " + process.pid() + ") …");
            process.destroy();
            if (!Liveness.hasEndedWithin(process, STOP_PATIENCE, stop)) {
                process.destroyForcibly();
            }
        }
    }

    private void startAll() {
        String address = plan.databaseUrl();
        if (address == null) {
            postgres = EmbeddedPostgres.start(plan.folder(), plan.environment());
            database = postgres.database();
            if (postgres.isAdopted()) {
                terminal.talk("Took over the database an earlier run left running (process " + postgres.pid() + ").");
            }
        } else {
            database = Database.at(address, plan.environment());
        }
        if (plan.withSandbox()) {
            start("sandbox");
        }
        start("platform");
        writeRunFile();
        if (plan.withSandbox()) {
            awaitReady("sandbox", sandbox(), "/healthz");
        }
        awaitReady("platform", platform(), "/readyz");
        for (Endpoints.Node node : plan.more()) { // the first has migrated the database
            start(node.name());
            writeRunFile();
        }
        for (Endpoints.Node node : plan.more()) {
            awaitReady(node.name(), new Wire(node.url(), plan.folder()::readApiKey), "/readyz");
        }
        if (plan.folder().readApiKey().isEmpty()) {
            terminal.talk("The platform has not written its API key to "
                    + plan.folder().apiKey() + ".");
        }
    }

    Plan plan() {
        return plan;
    }

    Wire platform() {
        return new Wire(plan.endpoints().platformUrl(), plan.folder()::readApiKey);
    }

    Wire sandbox() {
        return new Wire(plan.endpoints().sandboxUrl(), Optional::empty);
    }

    /// SIGKILL in the middle of whatever it was doing.
    void killPlatform() {
        child("platform").kill();
    }

    void startPlatformAgain() {
        start("platform");
        writeRunFile();
        awaitReady("platform", platform(), "/readyz");
    }

    /// The first process found dead, if any.
    Optional<CommandFailure> findDeath() {
        for (ChildProcess child : children.values()) {
            if (!child.isAlive()) {
                return Optional.of(child.died());
            }
        }
        EmbeddedPostgres server = postgres;
        if (server != null && !server.isAlive()) {
            return Optional.of(new CommandFailure(
                    ExitCode.INTERNAL,
                    "The database ended by itself. Its log: "
                            + plan.folder().logs().resolve("postgres.log")));
        }
        return Optional.empty();
    }

    RunFile runFile() {
        Map<String, RunFile.RunningProcess> processes = new LinkedHashMap<>();
        processes.put("launcher", RunFile.RunningProcess.of(ProcessHandle.current()));
        children.forEach((name, child) -> processes.put(name, RunFile.RunningProcess.of(child.handle())));
        Map<String, URI> urls = new LinkedHashMap<>();
        Endpoints endpoints = plan.endpoints();
        urls.put("platform", endpoints.platformUrl());
        plan.more().forEach(node -> urls.put(node.name(), node.url()));
        if (plan.withSandbox()) {
            urls.put("sandbox", endpoints.sandboxUrl());
            urls.put("processor", endpoints.processorUrl());
        }
        EmbeddedPostgres server = postgres;
        if (server != null) {
            ProcessHandle.of(server.pid())
                    .ifPresent(handle -> processes.put("postgres", RunFile.RunningProcess.of(handle)));
            urls.put("database", URI.create("postgresql://127.0.0.1:" + server.port() + "/" + EmbeddedPostgres.NAME));
        }
        return new RunFile(processes, urls);
    }

    private void writeRunFile() {
        runFile().write(plan.folder());
    }

    private void start(String name) {
        boolean isPlatform = !name.equals("sandbox");
        ChildProcess.Recipe recipe = new ChildProcess.Recipe(
                name,
                isPlatform ? PLATFORM_MAIN : SANDBOX_MAIN,
                plan.home().classPath(isPlatform ? "launcher" : "sandbox"),
                isPlatform ? platformJvm() : jvmOptions(),
                isPlatform ? List.of() : plan.settings().sandboxArguments(),
                isPlatform
                        ? plan.settings().platformEnvironment(requireDatabase(), nodeOf(name))
                        : plan.settings().sandboxEnvironment());
        children.put(
                name,
                ChildProcess.start(
                        recipe, plan.home().path(), plan.folder().logs().resolve(name + ".log")));
    }

    private Endpoints.Node nodeOf(String name) {
        return plan.more().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElse(plan.endpoints().first());
    }

    /// Options of the JVMs that somebody wants beside ours, such as the heap: `-Xmx2g -XX:+UseZGC`.
    static final String JVM_OPTIONS = "THROUGHLINE_JVM_OPTIONS";

    private List<String> platformJvm() {
        List<String> options = new ArrayList<>(jvmOptions());
        options.addAll(plan.tuning().platformJvm());
        return options;
    }

    /// The platform's process as it runs now; another after it was killed.
    ProcessHandle platformProcess() {
        return child("platform").handle();
    }

    private List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Duser.timezone=UTC"));
        options.add("-Dfile.encoding=UTF-8");
        String more = plan.environment().getOrDefault(JVM_OPTIONS, "").strip();
        if (!more.isEmpty()) {
            options.addAll(List.of(more.split("\\s+")));
        }
        return options;
    }

    /// Where the data are, for who looks at them without the platform.
    Database database() {
        return requireDatabase();
    }

    private Database requireDatabase() {
        if (database == null) {
            throw new IllegalStateException("the database is not started yet");
        }
        return database;
    }

    private void awaitReady(String name, Wire wire, String path) {
        Instant end = wall.instant().plus(READY_PATIENCE);
        while (!(wire.get(path, Duration.ofSeconds(5)) instanceof Reply.Ok)) {
            if (!child(name).isAlive() || wall.instant().isAfter(end)) {
                throw child(name).died();
            }
            if (stop.isAskedWithin(BETWEEN_LOOKS)) {
                throw new CommandFailure(stop.exitCode().orElse(ExitCode.INTERRUPTED), "Stopped before it was ready.");
            }
        }
    }

    private ChildProcess child(String name) {
        ChildProcess child = children.get(name);
        if (child == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return child;
    }

    @Override
    public void close() {
        List<String> order = new ArrayList<>(children.keySet());
        order.remove("sandbox");
        order.add("sandbox");
        for (String name : order) {
            ChildProcess child = children.get(name);
            if (child != null && child.isAlive() && !child.stop(STOP_PATIENCE)) {
                terminal.talk("The " + name + " did not stop within " + STOP_PATIENCE.toSeconds()
                        + " s and was killed; nothing acknowledged is lost.");
            }
        }
        try {
            EmbeddedPostgres server = postgres;
            if (server != null && server.isAlive()) {
                server.close();
            }
        } finally {
            try {
                Files.deleteIfExists(plan.folder().runFile());
                lock.close();
            } catch (IOException e) {
                terminal.talk("Could not let go of " + plan.folder().path() + ": " + e.getMessage());
            }
        }
    }
}
