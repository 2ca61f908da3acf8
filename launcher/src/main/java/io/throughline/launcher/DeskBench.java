package io.throughline.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A floor under load: simulated agents at a real platform process, each of whose steps is due at an instant that does
/// not depend on the platform, and a supervisor who reads the wallboard every second.
final class DeskBench {
    /// A Monday at ten in the morning in Chicago: every queue is open.
    static final Instant MONDAY = Instant.parse("2026-11-23T16:00:00Z");

    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// What to measure.
    ///
    /// @param stepSeconds mean time between two steps of an agent
    record Load(int agents, int cases, int seconds, int stepSeconds, long seed) {}

    private final Load load;
    private final Home home;
    private final Terminal terminal;

    DeskBench(Load load, Home home, Terminal terminal) {
        this.load = load;
        this.home = home;
        this.terminal = terminal;
    }

    /// @return what was measured, as `--json` prints it
    ObjectNode run() throws IOException {
        var folder = new DataFolder(Files.createTempDirectory("throughline-bench-desk-"));
        folder.create();
        var wall = InstantSource.system();
        var stop = Stop.onSignals();
        var lock = FolderLock.take(folder);
        var plan = new Running.Plan(home, folder, Endpoints.any(), true, null, null, true, System.getenv());
        ObjectNode told;
        try (var clock = FolderClock.start(folder, MONDAY, wall);
                var running = Running.start(plan, terminal, wall, stop, lock)) {
            var floor = prepare(running, folder);
            if (stop.isAskedWithin(WARM_UP)) {
                throw new CommandFailure(stop.exitCode().orElse(ExitCode.INTERRUPTED), "Stopped.");
            }
            floor.measureAnew();
            terminal.talk("Measuring for %d s …".formatted(load.seconds));
            told = measured(running, floor, folder, wall);
        }
        folder.delete();
        return told;
    }

    private DeskFloor prepare(Running running, DataFolder folder) {
        var floor = new DeskFloor(running);
        var house = Crowded.of(load.agents);
        var portfolio = folder.path().resolve("floor.csv");
        floor.fill(house, portfolio, load.cases, load.seed);
        terminal.talk("%,d cases wait for %,d people …".formatted(floor.call("true"), load.agents));
        awaitWaiting(running);
        floor.agents(
                house.everybody(),
                portfolio,
                load.seed,
                Map.of("stepMillis", load.stepSeconds * 1_000, "rejects", 2, "misses", 1, "vanishes", 1));
        return floor;
    }

    /// Until all of it has come to the desk.
    private void awaitWaiting(Running running) {
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        var supervisor = running.platform().as(Crowded.SUPERVISOR);
        while (System.nanoTime() < end) {
            if (supervisor.get("/api/desk/wallboard", PATIENCE) instanceof Wire.Reply.Ok(var wall)
                    && Json.number(wall.path("totals"), "waiting") >= load.cases) {
                return;
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
        throw new CommandFailure(ExitCode.INTERNAL, "The cases did not come to the desk within five minutes.");
    }

    private ObjectNode measured(Running running, DeskFloor floor, DataFolder folder, InstantSource wall) {
        var processes = running.runFile().processes();
        var platform = alive(processes.get("platform"));
        var postgres = alive(processes.get("postgres"));
        var platformBefore = ProcessCost.of(platform);
        var postgresBefore = ProcessCost.of(postgres);
        var began = System.nanoTime();
        var board = new Board(running.platform().as(Crowded.SUPERVISOR), () -> FolderClock.now(folder, wall));
        board.watch(Duration.ofSeconds(load.seconds));
        var passed = Duration.ofNanos(System.nanoTime() - began);
        var platformAfter = ProcessCost.of(platform);
        var postgresAfter = ProcessCost.of(postgres);
        var agents = floor.stopAgents();

        var json = Json.object();
        json.put("agents", load.agents).put("cases", load.cases).put("seconds", passed.toSeconds());
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("machineLoad", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        json.set("steps", agents.path("steps"));
        json.set("counts", agents.path("counts"));
        json.put(
                "stepsPerSecond",
                agents.path("steps").path("all").path("count").asLong() / (double) passed.toSeconds());
        board.tell(json);
        json.putObject("platform")
                .put("processors", platformAfter.since(platformBefore, passed))
                .put("residentMebibytes", platformAfter.residentMebibytes());
        json.putObject("postgres").put("processors", postgresAfter.since(postgresBefore, passed));
        return json;
    }

    private static ProcessHandle alive(RunFile.@Nullable RunningProcess process) {
        return Optional.ofNullable(process)
                .flatMap(RunFile.RunningProcess::findAlive)
                .orElseThrow(() -> new CommandFailure(ExitCode.INTERNAL, "A process of the floor is gone."));
    }

    /// The wallboard as a supervisor's console has it: asked for every second, shown until the next answer.
    private static final class Board {
        private final Wire supervisor;
        private final InstantSource clock;
        private final List<Double> took = new ArrayList<>();
        private final List<Double> ages = new ArrayList<>();
        private Instant shown = Instant.MAX;
        private int missed;
        private JsonNode last = Json.object();

        Board(Wire supervisor, InstantSource clock) {
            this.supervisor = supervisor;
            this.clock = clock;
        }

        void watch(Duration howLong) {
            long begin = System.nanoTime();
            for (long due = begin; due - begin < howLong.toNanos(); due += EVERY.toNanos()) {
                LockSupport.parkNanos(due - System.nanoTime());
                if (supervisor.get("/api/desk/wallboard", PATIENCE) instanceof Wire.Reply.Ok(var wall)) {
                    took.add((System.nanoTime() - due) / 1e6);
                    var at = Instant.parse(Json.text(wall, "at"));
                    if (shown != Instant.MAX) {
                        ages.add(Duration.between(shown, clock.instant()).toNanos() / 1e6);
                    }
                    shown = at;
                    last = wall;
                } else {
                    missed++;
                }
            }
        }

        void tell(ObjectNode json) {
            var board = json.putObject("wallboard");
            tell(board.putObject("took"), took);
            tell(board.putObject("oldestShown"), ages);
            board.put("notAnswered", missed);
            board.set("last", last.path("totals"));
        }

        private static void tell(ObjectNode json, List<Double> times) {
            var sorted = times.stream().sorted().toList();
            json.put("count", sorted.size());
            Consumer<Map.Entry<String, Double>> put = one -> json.put(
                    one.getKey(),
                    sorted.isEmpty()
                            ? 0
                            : sorted.get(Math.max(0, (int) Math.ceil(one.getValue() * sorted.size()) - 1)));
            List.of(Map.entry("p50", 0.5), Map.entry("p99", 0.99), Map.entry("max", 1.0))
                    .forEach(put);
        }
    }

    /// For people.
    static List<String> table(JsonNode told) {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d people, %,d cases, %d s: %.0f steps a second; %d processors, load %.1f",
                Json.number(told, "agents"),
                Json.number(told, "cases"),
                Json.number(told, "seconds"),
                told.path("stepsPerSecond").asDouble(),
                Json.number(told, "processors"),
                told.path("machineLoad").asDouble()));
        lines.add("");
        lines.add("%-24s %8s %10s %10s %10s".formatted("step, ms since due", "count", "p50", "p99", "max"));
        told.path("steps").forEachEntry((step, one) -> lines.add(row(step, one)));
        lines.add(row("wallboard", told.path("wallboard").path("took")));
        lines.add(row("wallboard, age shown", told.path("wallboard").path("oldestShown")));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "platform: %.2f processors, %,d MiB; PostgreSQL: %.2f processors",
                told.path("platform").path("processors").asDouble(),
                Json.number(told.path("platform"), "residentMebibytes"),
                told.path("postgres").path("processors").asDouble()));
        told.path("counts").forEachEntry((what, count) -> lines.add("%-40s %,8d".formatted(what, count.asLong())));
        return lines;
    }

    private static String row(String name, JsonNode one) {
        return String.format(
                Locale.ROOT,
                "%-24s %,8d %10.1f %10.1f %10.1f",
                name,
                one.path("count").asLong(),
                one.path("p50").asDouble(),
                one.path("p99").asDouble(),
                one.path("max").asDouble());
    }
}
