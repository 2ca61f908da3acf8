package io.throughline.sandbox.agents;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.throughline.sandbox.portfolio.Customer;
import io.throughline.sandbox.portfolio.PortfolioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `POST /agents/start`, `POST /agents/measure`, `POST /agents/stop`, `GET /agents/report`, as docs/wires.md has them.
public final class AgentRoutes {
    private final JsonMapper json = JsonMapper.builder().build();
    private final Crew crew;

    public AgentRoutes(Crew crew) {
        this.crew = crew;
    }

    public void register(RoutesConfig routes) {
        routes.post("/agents/start", this::start);
        routes.post("/agents/measure", context -> {
            crew.measureAnew();
            answer(context, HttpStatus.OK, Map.of());
        });
        routes.post("/agents/stop", context -> {
            var last = crew.report();
            crew.stop();
            answer(context, HttpStatus.OK, last);
        });
        routes.get("/agents/report", context -> answer(context, HttpStatus.OK, crew.report()));
    }

    private void start(Context context) throws IOException {
        JsonNode request;
        try {
            request = json.readTree(context.body());
        } catch (JacksonException _) {
            refuse(context, "not-json", "the body must be JSON: {people, portfolio, seed, …}");
            return;
        }
        var people = request.path("people")
                .valueStream()
                .map(one -> one.asString(""))
                .toList();
        var portfolio = Path.of(request.path("portfolio").asString(""));
        if (people.isEmpty() || !Files.isRegularFile(portfolio)) {
            refuse(context, "incomplete", "needs people (ids) and portfolio (the path of a CSV file)");
            return;
        }
        List<Customer> customers;
        try (var file = Files.newBufferedReader(portfolio)) {
            customers = PortfolioReader.read(file);
        }
        Habits habits;
        try {
            habits = habits(request);
        } catch (IllegalArgumentException wrong) {
            refuse(context, "habits", String.valueOf(wrong.getMessage()));
            return;
        }
        var journal = request.path("journal").asString("");
        boolean started = crew.start(
                people, customers, habits, request.path("seed").asLong(1), journal.isEmpty() ? null : Path.of(journal));
        if (started) {
            answer(context, HttpStatus.CREATED, Map.of("people", people.size()));
        } else {
            answer(context, HttpStatus.CONFLICT, Map.of("code", "already-started", "message", "a crew is at work"));
        }
    }

    private static Habits habits(JsonNode request) {
        var usual = Habits.usual();
        return new Habits(
                Duration.ofMillis(request.path("stepMillis").asLong(usual.step().toMillis())),
                request.path("speed").asDouble(usual.speed()),
                request.path("rejects").asInt(usual.rejects()),
                request.path("misses").asInt(usual.misses()),
                request.path("vanishes").asInt(usual.vanishes()),
                Duration.ofMillis(
                        request.path("awayMillis").asLong(usual.awayFor().toMillis())),
                usual.mistakes());
    }

    private void refuse(Context context, String code, String message) {
        answer(context, HttpStatus.UNPROCESSABLE_CONTENT, Map.of("code", code, "message", message));
    }

    private void answer(Context context, HttpStatus status, Object body) {
        context.status(status).contentType("application/json").result(json.writeValueAsString(body));
    }
}
