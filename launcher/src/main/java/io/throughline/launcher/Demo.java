package io.throughline.launcher;

import io.throughline.launcher.Conductor.CrowdPulse;
import io.throughline.launcher.Conductor.Move;
import io.throughline.launcher.Conductor.PlatformPulse;
import io.throughline.launcher.Wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The main job on a running system: load a portfolio, open its cases, let the crowd behave while
/// the clock is conducted, and look at what came of it.
final class Demo {
    private static final String WORKFLOW = "arrears";
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration PULSE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOAD_PATIENCE = Duration.ofMinutes(30);
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(1);
    private static final Duration STANDSTILL = Duration.ofMinutes(3);
    private static final Duration LONGEST_LIFE = Duration.ofDays(500);

    private final Running running;
    private final SharedClockFile clock;
    private final InstantSource wall;
    private final Stop stop;
    private final Progress progress;
    private final Wire platform;
    private final Wire sandbox;

    private Resolution lastSeen = Resolution.of(Json.object());
    private Instant progressAsked = Instant.EPOCH;

    /// What was done and what came of it.
    record Result(
            long opened,
            int kills,
            Resolution resolution,
            Reconciliation reconciliation,
            AuditReport audit,
            JsonNode crowd,
            Duration virtualTime) {}

    Demo(Running running, SharedClockFile clock, InstantSource wall, Stop stop, Progress progress) {
        this.running = running;
        this.clock = clock;
        this.wall = wall;
        this.stop = stop;
        this.progress = progress;
        this.platform = running.platform();
        this.sandbox = running.sandbox();
    }

    Result run(Path portfolio, long seed, boolean faults, KillPlan kills) {
        Instant began = clock.instant();
        progress.show(0, "loading the ledger");
        ok(
                "loading the ledger",
                sandbox.stream("/ledger/v1/accounts:load", "text/csv", () -> open(portfolio), LOAD_PATIENCE));
        progress.show(0, "importing the portfolio");
        JsonNode imported = ok(
                "importing the portfolio",
                platform.stream("/api/v1/portfolio", "text/csv", () -> open(portfolio), LOAD_PATIENCE));
        if (Json.number(imported, "rejected") > 0) {
            throw new CommandFailure(
                    ExitCode.INTERNAL,
                    "The platform rejected %,d rows of the made-up portfolio %s."
                            .formatted(Json.number(imported, "rejected"), portfolio));
        }
        ok(
                "starting the crowd",
                sandbox.post(
                        "/crowd/start",
                        Json.object()
                                .put("portfolio", portfolio.toString())
                                .put("seed", seed)
                                .put("faults", faults),
                        LOAD_PATIENCE));
        if (faults) {
            turnFaults(true);
        }
        progress.show(0, "opening the cases");
        JsonNode cases = ok(
                "opening the cases",
                platform.post(
                        "/api/v1/cases:open",
                        Json.object().put("workflow", WORKFLOW).put("where", "true"),
                        LOAD_PATIENCE));
        conduct(kills);
        clock.setRate(SharedClockFile.WALL_PACE);
        if (faults) {
            turnFaults(false);
        }
        progress.show(1, "comparing processor, ledger and cases");
        Reconciliation reconciliation = Reconciliation.of(
                ok("the reconciliation", platform.post("/api/v1/reconciliation", Json.object(), LOAD_PATIENCE)));
        progress.show(1, "walking the chains of evidence");
        AuditReport audit =
                AuditReport.of(ok("the audit", platform.post("/api/v1/audit/verify", Json.object(), LOAD_PATIENCE)));
        Resolution resolution =
                Resolution.of(ok("the resolution stack", platform.get("/api/v1/resolution", LOAD_PATIENCE)));
        JsonNode crowd = ok("the crowd's report", sandbox.get("/crowd/report", LOAD_PATIENCE));
        progress.close();
        return new Result(
                Json.number(cases, "opened"),
                kills.done(),
                resolution,
                reconciliation,
                audit,
                crowd,
                Duration.between(began, clock.instant()));
    }

    private void conduct(KillPlan kills) {
        Conductor conductor = new Conductor();
        Instant horizon = clock.instant().plus(LONGEST_LIFE);
        Instant lastMoved = wall.instant();
        String lastPicture = "";
        while (true) {
            refuseIfStopped(TICK);
            Optional<PlatformPulse> pulse = platformPulse();
            Move move = pulse.isPresent()
                    ? conductor.next(pulse.get(), crowdPulse(), clock.instant())
                    : conductor.platformAway();
            boolean isOver = move instanceof Move.Finish;
            showProgress();
            if (kills.isDue(lastSeen.settledShare(), isOver)) {
                kill(kills);
                lastMoved = wall.instant();
                continue;
            }
            if (isOver) {
                return;
            }
            running.findDeath().ifPresent(death -> {
                throw death;
            });
            carryOut(move);
            String picture = move instanceof Move.Leap ? clock.instant().toString() : lastSeen + " " + pulse;
            if (!picture.equals(lastPicture)) {
                lastPicture = picture;
                lastMoved = wall.instant();
            }
            if (Duration.between(lastMoved, wall.instant()).compareTo(STANDSTILL) > 0
                    || clock.instant().isAfter(horizon)) {
                throw standstill(pulse);
            }
        }
    }

    private void carryOut(Move move) {
        switch (move) {
            case Move.Run(var rate) -> clock.setRate(rate);
            case Move.Leap(var to, var rate) -> {
                clock.leapTo(to);
                clock.setRate(rate);
            }
            case Move.Finish() -> {}
        }
    }

    private void kill(KillPlan kills) {
        refuseIfStopped(kills.next());
        running.killPlatform();
        clock.setRate(Conductor.ALMOST_STILL);
        progress.say("Killed the platform (%d) and starting it again.".formatted(kills.done()));
        running.startPlatformAgain();
    }

    private void showProgress() {
        Instant now = wall.instant();
        if (Duration.between(progressAsked, now).compareTo(BETWEEN_PROGRESS) >= 0) {
            progressAsked = now;
            if (platform.get("/api/v1/resolution", PULSE_PATIENCE) instanceof Reply.Ok(var body)) {
                lastSeen = Resolution.of(body);
            }
            progress.show(
                    lastSeen.settledShare(),
                    "%,d of %,d cases finished, it is %s in the demo"
                            .formatted(
                                    lastSeen.finished(),
                                    lastSeen.cases(),
                                    clock.instant().toString().substring(0, 16)));
        }
    }

    private Optional<PlatformPulse> platformPulse() {
        if (platform.get("/api/v1/pulse", PULSE_PATIENCE) instanceof Reply.Ok(var body)) {
            return Optional.of(new PlatformPulse(
                    Json.number(body, "due"), Json.number(body, "inFlight"), Json.find(body, "nextAt")));
        }
        return Optional.empty();
    }

    /// A sandbox that does not answer for a moment counts as busy.
    private CrowdPulse crowdPulse() {
        if (sandbox.get("/crowd/pulse", PULSE_PATIENCE) instanceof Reply.Ok(var body)) {
            return new CrowdPulse(
                    Json.number(body, "active"),
                    Json.find(body, "nextAt"),
                    body.path("done").asBoolean(false));
        }
        return new CrowdPulse(Long.MAX_VALUE, java.util.OptionalLong.empty(), false);
    }

    private void turnFaults(boolean on) {
        ok(
                "turning faults " + (on ? "on" : "off"),
                sandbox.post("/admin/faults", Json.object().put("on", on), PULSE_PATIENCE));
    }

    private void refuseIfStopped(Duration wait) {
        if (stop.isAskedWithin(wait)) {
            progress.close();
            throw new CommandFailure(
                    stop.exitCode().orElse(ExitCode.INTERRUPTED),
                    "Stopped. What was done so far is kept in "
                            + running.plan().folder().path());
        }
    }

    private CommandFailure standstill(Optional<PlatformPulse> pulse) {
        progress.close();
        return new CommandFailure(
                ExitCode.INVARIANT_BROKEN,
                "Nothing moves any more, though not everything is done: the platform says %s, the crowd says %s. Logs: %s"
                        .formatted(
                                pulse.map(PlatformPulse::toString).orElse("nothing"),
                                crowdPulse(),
                                running.plan().folder().logs()));
    }

    private JsonNode ok(String what, Reply reply) {
        return switch (reply) {
            case Reply.Ok(var body) -> body;
            case Reply.Refused(var status, var code, var message) -> {
                progress.close();
                throw new CommandFailure(
                        ExitCode.INTERNAL,
                        "The demo broke off at %s: %s (HTTP %d%s). Logs: %s"
                                .formatted(
                                        what,
                                        message,
                                        status,
                                        code.isEmpty() ? "" : ", " + code,
                                        running.plan().folder().logs()));
            }
            case Reply.Unreachable(var why) -> {
                progress.close();
                throw running.findDeath()
                        .orElseGet(() -> new CommandFailure(
                                ExitCode.INTERNAL,
                                "The demo broke off at %s: no answer (%s). Logs: %s"
                                        .formatted(
                                                what,
                                                why,
                                                running.plan().folder().logs())));
            }
        };
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
