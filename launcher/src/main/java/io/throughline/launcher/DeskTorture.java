package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A floor at work whose platform is killed again and again, and then a judge.
final class DeskTorture {
    /// So that customers come sooner, while an offer still stands when the platform is back.
    private static final long FASTER = 2 * SharedClockFile.WALL_PACE;

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration CALM = Duration.ofMinutes(2);

    /// What is done to it.
    record Plan(int kills, int agents, int cases, long seed) {}

    /// What came of it.
    ///
    /// @param agents what the simulated people did
    record Result(
            Plan plan,
            DeskJudge.Verdict verdict,
            AuditReport audit,
            JsonNode agents,
            List<String> ownWords,
            Duration took) {
        boolean isClean() {
            return verdict.broken().isEmpty() && audit.isWhole() && ownWords.isEmpty();
        }

        ObjectNode toJson() {
            var json = Json.object();
            json.put("kills", plan.kills)
                    .put("agents", plan.agents)
                    .put("cases", plan.cases)
                    .put("seed", plan.seed);
            json.put("seconds", took.toSeconds());
            json.put("acknowledged", verdict.acknowledged()).put("doubtful", verdict.doubtful());
            var kept = json.putObject("kept");
            verdict.kept().forEach(kept::put);
            json.set("counts", agents.path("counts"));
            json.put("auditWhole", audit.isWhole());
            var broken = json.putArray("broken");
            verdict.broken().forEach(broken::add);
            ownWords.forEach(broken::add);
            return json;
        }
    }

    private final Plan plan;
    private final Home home;
    private final Terminal terminal;
    private final SplittableRandom random;

    DeskTorture(Plan plan, Home home, Terminal terminal) {
        this.plan = plan;
        this.home = home;
        this.terminal = terminal;
        this.random = new SplittableRandom(plan.seed);
    }

    Result run() throws IOException {
        var folder = new DataFolder(Files.createTempDirectory("throughline-torture-desk-"));
        folder.create();
        var wall = InstantSource.system();
        Instant began = wall.instant();
        var stop = Stop.onSignals();
        var lock = FolderLock.take(folder);
        var processes = new Running.Plan(home, folder, Endpoints.any(), true, null, null, true, quickToStart());
        Result result;
        try (var clock = SharedClockFile.create(folder.clock(), DeskBench.MONDAY, wall);
                var running = Running.start(processes, terminal, wall, stop, lock)) {
            clock.setRate(FASTER);
            var floor = new DeskFloor(running);
            var journal = folder.path().resolve("acknowledged.jsonl");
            prepare(floor, folder, journal.toString());
            for (int kill = 1; kill <= plan.kills; kill++) {
                call(floor, kill);
                if (stop.isAskedWithin(Duration.ofMillis(random.nextInt(300, 4_000)))) {
                    throw new CommandFailure(stop.exitCode().orElse(ExitCode.INTERRUPTED), "Stopped.");
                }
                running.killPlatform();
                running.startPlatformAgain();
                if (kill % 10 == 0 || kill == plan.kills) {
                    terminal.talk("killed %d of %d times".formatted(kill, plan.kills));
                }
            }
            stop.isAskedWithin(DRAIN);
            var agents = floor.stopAgents();
            var judge = new DeskJudge(running.database());
            calm(running, judge, stop);
            var verdict = judge.judge(journal);
            result = new Result(
                    plan, verdict, floor.audit(), agents, own(agents), Duration.between(began, wall.instant()));
        }
        if (result.isClean()) {
            folder.delete();
        } else {
            terminal.talk("To look at it: " + folder.path());
        }
        return result;
    }

    /// What is killed after seconds needs no optimiser.
    private static Map<String, String> quickToStart() {
        var environment = new HashMap<>(System.getenv());
        environment.merge(
                Running.JVM_OPTIONS, "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto", (own, _) -> own);
        return Map.copyOf(environment);
    }

    private void prepare(DeskFloor floor, DataFolder folder, String journal) {
        var house = Crowded.of(plan.agents);
        var portfolio = folder.path().resolve("floor.csv");
        floor.fill(house, portfolio, plan.cases, plan.seed);
        floor.crowd(portfolio, plan.seed);
        floor.agents(
                house.everybody(),
                portfolio,
                plan.seed,
                Map.of("stepMillis", 700, "awayMillis", 20_000, "journal", journal));
    }

    /// Some calls more, so that items arrive during the whole run.
    private void call(DeskFloor floor, int kill) {
        int from = (int) ((long) plan.cases * (kill - 1) / plan.kills) + 1;
        int until = (int) ((long) plan.cases * kill / plan.kills);
        if (until >= from) {
            floor.call("account.id >= \"" + DeskFloor.account(from) + "\" && account.id <= \""
                    + DeskFloor.account(until) + "\"");
        }
    }

    /// Until everything that was asked is carried out.
    private static void calm(Running running, DeskJudge judge, Stop stop) {
        long looks = CALM.dividedBy(LOOK);
        for (int quiet = 0; quiet < 5 && looks > 0; looks--) {
            boolean isQuiet = judge.waiting() == 0
                    && running.platform().get("/api/v1/pulse", Duration.ofSeconds(5))
                            instanceof Wire.Reply.Ok(var pulse)
                    && Json.number(pulse, "due") == 0
                    && Json.number(pulse, "inFlight") == 0;
            quiet = isQuiet ? quiet + 1 : 0;
            stop.isAskedWithin(LOOK);
        }
    }

    /// What the agents themselves say must never be.
    private static List<String> own(JsonNode agents) {
        var words = new ArrayList<String>();
        long early = Json.number(agents.path("counts"), "told-too-early");
        if (early > 0) {
            words.add("an account was shown before the customer was proven: " + early + " times");
        }
        if (Json.number(agents.path("counts"), "accepted") == 0) {
            words.add("nobody took up any work, so nothing was tested");
        }
        return words;
    }

    /// For people.
    static List<String> table(Result result) {
        var lines = new ArrayList<String>();
        lines.add("%d kills in %d s, %d people, %d cases: %,d acts acknowledged, %d doubtful"
                .formatted(
                        result.plan.kills,
                        result.took.toSeconds(),
                        result.plan.agents,
                        result.plan.cases,
                        result.verdict.acknowledged(),
                        result.verdict.doubtful()));
        result.verdict.kept().forEach((table, rows) -> lines.add("  %-36s %,10d".formatted(table, rows)));
        result.agents
                .path("counts")
                .forEachEntry((what, count) -> lines.add("  %-36s %,10d".formatted(what, count.asLong())));
        lines.add("");
        var broken = new ArrayList<>(result.verdict.broken());
        broken.addAll(result.ownWords);
        lines.add("Broken: " + broken.size()
                + (result.audit.isWhole() ? ", the audit is whole" : ", the audit is broken"));
        broken.forEach(one -> lines.add("  " + one));
        return lines;
    }
}
