package io.throughline.launcher;

import io.throughline.launcher.Wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// People, customers and calls for a floor of the sandbox: everything by the platform's API, as a house would do it.
final class DeskFloor {
    /// The workflow whose cases begin with a call by an agent.
    static final String WORKFLOW = "settlement";

    /// Accounts of a floor begin far behind those of any sample.
    static final int FIRST_CUSTOMER = 9_000_001;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private final Running running;

    DeskFloor(Running running) {
        this.running = running;
    }

    /// Makes this list the people of the house.
    void people(String list, String administrator) {
        ok(
                "the people",
                running.platform().as(administrator).put("/api/v1/people", "application/yaml", list, PATIENCE));
    }

    /// Fills the house: its people with their teams, and customers whose accounts are in `portfolio` from then on.
    void fill(Crowded house, Path portfolio, int customers, long seed) {
        people(house.list(), Crowded.ADMINISTRATOR);
        teams(house.teams(), Crowded.SUPERVISOR);
        customers(
                portfolio,
                customers,
                seed,
                DeskBench.MONDAY.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    boolean isEmptyHouse() {
        return ok("the people", running.platform().get("/api/v1/people", PATIENCE))
                .isEmpty();
    }

    /// Says who is in which teams; the rest of a profile stays what is usual.
    void teams(Map<String, List<String>> teams, String supervisor) {
        teams.forEach((person, names) -> {
            var profile = Json.object();
            var list = profile.putArray("teams");
            names.forEach(list::add);
            ok(
                    "the teams of " + person,
                    running.platform()
                            .as(supervisor)
                            .put(
                                    "/api/desk/agents/" + person + "/profile",
                                    "application/json",
                                    Json.print(profile),
                                    PATIENCE));
        });
    }

    /// Makes up customers and brings them to the ledger and to the platform.
    void customers(Path portfolio, int count, long seed, LocalDate today) {
        var writer = ChildProcess.start(
                new ChildProcess.Recipe(
                        "portfolio writer",
                        "io.throughline.sandbox.portfolio.PortfolioWriter",
                        running.plan().home().classPath("sandbox"),
                        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        List.of(
                                Integer.toString(count),
                                Long.toString(seed),
                                today.toString(),
                                portfolio.toString(),
                                Integer.toString(FIRST_CUSTOMER)),
                        Map.of()),
                running.plan().home().path(),
                running.plan().folder().logs().resolve("portfolio.log"));
        if (!writer.isDoneWithin(PATIENCE)) {
            throw writer.died();
        }
        ok(
                "loading the ledger",
                running.sandbox().stream("/ledger/v1/accounts:load", "text/csv", () -> open(portfolio), PATIENCE));
        ok(
                "the portfolio",
                running.platform().stream("/api/v1/portfolio", "text/csv", () -> open(portfolio), PATIENCE));
    }

    private static java.io.InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String account(int number) {
        return "AC-" + (40_000_000 + FIRST_CUSTOMER - 1 + number);
    }

    /// Opens calls.
    ///
    /// @param where a condition over account and customer
    /// @return how many
    long call(String where) {
        return Json.number(
                ok(
                        "opening the calls",
                        running.platform()
                                .post(
                                        "/api/v1/cases:open",
                                        Json.object().put("workflow", WORKFLOW).put("where", where),
                                        PATIENCE)),
                "opened");
    }

    /// Sits simulated people down.
    ///
    /// @param habits what is unlike the usual (docs/wires.md)
    void agents(List<String> people, Path portfolio, long seed, Map<String, Object> habits) {
        var request = (ObjectNode) Json.of(habits);
        var names = request.putArray("people");
        people.forEach(names::add);
        ok(
                "the agents",
                running.sandbox()
                        .post(
                                "/agents/start",
                                request.put("portfolio", portfolio.toString()).put("seed", seed),
                                PATIENCE));
    }

    /// Customers who answer what they are sent.
    void crowd(Path portfolio, long seed) {
        ok(
                "the customers",
                running.sandbox()
                        .post(
                                "/crowd/start",
                                Json.object()
                                        .put("portfolio", portfolio.toString())
                                        .put("seed", seed)
                                        .put("faults", false),
                                PATIENCE));
    }

    void measureAnew() {
        ok("the agents", running.sandbox().post("/agents/measure", Json.object(), PATIENCE));
    }

    /// Sends everybody home.
    ///
    /// @return what they did
    JsonNode stopAgents() {
        return ok("the agents", running.sandbox().post("/agents/stop", Json.object(), PATIENCE));
    }

    JsonNode report() {
        return ok("the agents", running.sandbox().get("/agents/report", PATIENCE));
    }

    AuditReport audit() {
        return AuditReport.of(
                ok("the audit", running.platform().post("/api/v1/audit/verify", Json.object(), PATIENCE)));
    }

    private JsonNode ok(String what, Reply reply) {
        return switch (reply) {
            case Reply.Ok(var body) -> body;
            case Reply.Refused(var status, var code, var message) ->
                throw new CommandFailure(
                        ExitCode.INTERNAL,
                        "The floor broke off at %s: %s (HTTP %d%s). Logs: %s"
                                .formatted(
                                        what,
                                        message,
                                        status,
                                        code.isEmpty() ? "" : ", " + code,
                                        running.plan().folder().logs()));
            case Reply.Unreachable(var why) ->
                throw running.findDeath()
                        .orElseGet(() -> new CommandFailure(
                                ExitCode.INTERNAL,
                                "The floor broke off at %s: no answer (%s). Logs: %s"
                                        .formatted(
                                                what,
                                                why,
                                                running.plan().folder().logs())));
        };
    }
}
