package io.throughline.launcher;

import io.throughline.launcher.Wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// Imports the accounts, starts the campaign, watches and kills it, lets the clock leap over hours in which
/// nothing may be sent, and has it judged.
final class CampaignRun {
    private static final String NAME = "torture";
    private static final String PERSON = "sue";
    private static final String PEOPLE =
            "sue: { name: Sue Park, role: supervisor }\nada: { name: Ada Cole, role: administrator }\n";
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration STANDSTILL = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofDays(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2); // counting a large campaign costs the database
    private static final Duration BETWEEN_LOOKS_AT_FEW = Duration.ofMillis(500);
    private static final int FEW = 20_000;
    private static final int QUIET_LOOKS = 3;

    private final Running running;
    private final SharedClockFile clock;
    private final InstantSource wall;
    private final Stop stop;
    private final Progress progress;
    private final MemoryWatch memory;
    private int quietLooks;
    private Instant looked = Instant.EPOCH;
    private Figures figures = Figures.NONE;

    CampaignRun(Running running, SharedClockFile clock, InstantSource wall, Stop stop, Progress progress) {
        this.running = running;
        this.clock = clock;
        this.wall = wall;
        this.stop = stop;
        this.progress = progress;
        this.memory = new MemoryWatch(wall);
    }

    /// What the platform says of its progress.
    ///
    /// @param nextAt none is opened before this instant; empty: some may be, or none is left
    record Figures(
            String state,
            long matched,
            long planned,
            long opened,
            long kept,
            Optional<Instant> nextAt,
            long sent,
            long waiting,
            long held) {
        static final Figures NONE = new Figures("", 0, 0, 0, 0, Optional.empty(), 0, 0, 0);

        static Figures of(JsonNode body) {
            return new Figures(
                    Json.text(body, "state"),
                    Json.number(body, "matched"),
                    Json.number(body, "planned"),
                    Json.number(body, "opened"),
                    Json.number(body, "kept"),
                    Optional.of(Json.text(body, "nextAt"))
                            .filter(text -> !text.isEmpty())
                            .map(Instant::parse),
                    Json.number(body, "sent"),
                    Json.number(body, "waiting"),
                    Json.number(body, "held"));
        }

        /// Whether none is opened any more, or not before the clock has come further.
        boolean opensNone(Instant now) {
            return state.equals("done") || nextAt.filter(now::isBefore).isPresent();
        }

        double share() {
            return matched == 0 ? 0 : sent / (double) matched;
        }

        boolean isOver() {
            return state.equals("done") && waiting == 0;
        }
    }

    /// @param sending wall time from the start of the campaign to its end
    /// @param away of which the platform was being started again after a kill
    /// @param show what `campaign show` says at the end
    record Result(
            Duration importing,
            Duration sending,
            Duration away,
            int kills,
            List<MemoryWatch.Sample> memory,
            JsonNode show,
            JsonNode verdict) {}

    Result run(CampaignFiles files, int perSecond, KillPlan kills) {
        Instant began = wall.instant();
        clock.setRate(SharedClockFile.WALL_PACE);
        progress.show(0, "importing the accounts");
        ok(
                "bringing people",
                () -> running.platform().as("ada").put("/api/v1/people", "application/yaml", PEOPLE, SHORT));
        var imported = ok(
                "importing the accounts",
                () -> running.platform().stream("/api/v1/portfolio", "text/csv", () -> open(files.portfolio()), LONG));
        if (Json.number(imported, "rejected") > 0) {
            throw new CommandFailure(ExitCode.INTERNAL, "The platform rejected made-up accounts: " + imported);
        }
        ok(
                "importing the do-not-contact list",
                () -> running.platform().stream(
                        "/api/v1/do-not-contact?list=letters", "text/csv", () -> open(files.listed()), LONG));
        Instant started = wall.instant();
        ok(
                "starting the campaign",
                () -> running.platform().as(PERSON).post("/api/v1/campaigns", campaign(perSecond), LONG));
        Duration away = watch(kills);
        Duration sending = Duration.between(started, wall.instant());
        progress.show(1, "reading what became of each account");
        Path accounts = running.plan().folder().path().resolve("accounts.csv");
        ok(
                "reading the accounts",
                () -> running.platform().download("/api/v1/campaigns/" + NAME + "/accounts", accounts, LONG));
        var show = ok("the campaign", () -> running.platform().get("/api/v1/campaigns/" + NAME, LONG));
        progress.show(1, "reading the carrier's books");
        var verdict = judge(files, accounts);
        progress.close();
        return new Result(
                Duration.between(began, started), sending, away, kills.done(), memory.samples(), show, verdict);
    }

    /// Cases are opened a little faster than the carrier takes them, so that it never waits for us.
    private static JsonNode campaign(int perSecond) {
        return Json.object()
                .put("id", NAME)
                .put("workflow", CampaignFiles.WORKFLOW)
                .put("perMinute", perSecond * 66)
                .put("reason", "torture");
    }

    /// @return how long the platform was away
    private Duration watch(KillPlan kills) {
        Instant end = clock.instant().plus(LONGEST);
        Instant moved = wall.instant();
        Duration away = Duration.ZERO;
        while (true) {
            if (stop.isAskedWithin(TICK)) {
                throw new CommandFailure(stop.exitCode().orElse(ExitCode.INTERRUPTED), "Stopped.");
            }
            running.findDeath().ifPresent(death -> {
                throw death;
            });
            memory.look(running.platformProcess().pid());
            Figures before = figures;
            boolean isQuiet = look();
            if (!figures.equals(before)) {
                moved = wall.instant();
            }
            if (kills.isDue(figures.share(), figures.isOver() && isQuiet)) {
                away = away.plus(kill(kills));
                moved = wall.instant();
            } else if (figures.isOver() && isQuiet) {
                return away;
            } else if (Duration.between(moved, wall.instant()).compareTo(STANDSTILL) > 0
                    || clock.instant().isAfter(end)) {
                throw new CommandFailure(
                        ExitCode.INVARIANT_BROKEN,
                        "Nothing moves any more: " + figures + ". Logs: "
                                + running.plan().folder().logs());
            }
        }
    }

    private Duration kill(KillPlan kills) {
        if (stop.isAskedWithin(kills.next())) {
            throw new CommandFailure(stop.exitCode().orElse(ExitCode.INTERRUPTED), "Stopped.");
        }
        Instant at = wall.instant();
        running.killPlatform();
        progress.say("Killed the platform (%d) after %,d messages, and starting it again."
                .formatted(kills.done(), figures.sent()));
        running.startPlatformAgain();
        quietLooks = 0;
        return Duration.between(at, wall.instant());
    }

    /// Looks how far it is, and leaps to when the next message may go if all that is left is held.
    ///
    /// @return whether nothing is under way
    private boolean look() {
        Duration between = figures.matched() < FEW ? BETWEEN_LOOKS_AT_FEW : BETWEEN_LOOKS;
        if (Duration.between(looked, wall.instant()).compareTo(between) < 0) {
            return false;
        }
        var pulse = running.platform().get("/api/v1/pulse", SHORT);
        if (running.platform().get("/api/v1/campaigns/" + NAME + "/progress", SHORT) instanceof Reply.Ok(var body)) {
            figures = Figures.of(body);
        }
        looked = wall.instant();
        progress.show(
                figures.share(),
                "%,d of %,d planned, %,d opened, %,d kept, %,d sent, %,d waiting (%,d for their hours); platform %,d MB"
                        .formatted(
                                figures.planned(),
                                figures.matched(),
                                figures.opened(),
                                figures.kept(),
                                figures.sent(),
                                figures.waiting(),
                                figures.held(),
                                megabytes()));
        boolean isQuiet = pulse instanceof Reply.Ok(var said)
                && Json.number(said, "due") == 0
                && Json.number(said, "inFlight") == 0
                && figures.opensNone(clock.instant());
        quietLooks = isQuiet ? quietLooks + 1 : 0;
        if (quietLooks >= QUIET_LOOKS && !figures.isOver() && pulse instanceof Reply.Ok(var last)) {
            next(last).ifPresent(clock::leapTo);
            quietLooks = 0;
        }
        return quietLooks >= QUIET_LOOKS;
    }

    /// When the next message may go, or the next case may be opened.
    private OptionalLong next(JsonNode pulse) {
        var messages = figures.waiting() > 0 ? Json.find(pulse, "nextAt") : OptionalLong.empty();
        var cases = figures.nextAt().stream().mapToLong(Instant::toEpochMilli);
        return LongStream.concat(messages.stream(), cases).min();
    }

    private long megabytes() {
        var samples = memory.samples();
        return samples.isEmpty() ? 0 : samples.getLast().megabytes();
    }

    private JsonNode judge(CampaignFiles files, Path accounts) {
        Path verdict = running.plan().folder().logs().resolve("judge.log");
        Home home = running.plan().home();
        ChildProcess judge = ChildProcess.start(
                new ChildProcess.Recipe(
                        "judge",
                        "io.throughline.sandbox.crowd.CampaignJudge",
                        home.classPath("sandbox"),
                        List.of("--enable-native-access=ALL-UNNAMED"),
                        List.of(
                                files.portfolio().toString(),
                                files.listed().toString(),
                                running.plan()
                                        .folder()
                                        .path()
                                        .resolve("sandbox")
                                        .resolve("carrier.db")
                                        .toString(),
                                accounts.toString()),
                        Map.of()),
                home.path(),
                verdict);
        if (!judge.isDoneWithin(LONG)) {
            throw judge.died();
        }
        try {
            return Json.parse(Files.readAllLines(verdict).getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode ok(String what, Supplier<Reply> asked) {
        return switch (asked.get()) {
            case Reply.Ok(var body) -> body;
            case Reply.Refused(var status, var code, var message) ->
                throw failed(what, message + " (HTTP " + status + (code.isEmpty() ? ")" : ", " + code + ")"));
            case Reply.Unreachable(var why) ->
                throw running.findDeath().orElseGet(() -> failed(what, "no answer (" + why + ")"));
        };
    }

    private CommandFailure failed(String what, String why) {
        progress.close();
        return new CommandFailure(
                ExitCode.INTERNAL,
                "The campaign broke off at %s: %s. Logs: %s"
                        .formatted(what, why, running.plan().folder().logs()));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
