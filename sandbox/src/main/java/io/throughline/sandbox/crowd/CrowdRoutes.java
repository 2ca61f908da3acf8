package io.throughline.sandbox.crowd;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.throughline.sandbox.portfolio.Customer;
import io.throughline.sandbox.portfolio.PortfolioReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `POST /crowd/start`, `GET /crowd/pulse`, `GET /crowd/report`, as docs/wires.md has them.
public final class CrowdRoutes {
    /// What `"faults": true` switches on in the rest of the sandbox.
    public interface Faults {
        void set(boolean on);
    }

    /// What the rest of the sandbox still owes the platform.
    ///
    /// @param quiet nothing waits to be delivered now
    /// @param nextDueAt when (virtual) something falls due, if it does
    public record Rest(boolean quiet, Optional<Instant> nextDueAt) {}

    private final JsonMapper json = JsonMapper.builder().build();
    private final Crowd crowd;
    private final Faults faults;
    private final Supplier<Rest> rest;

    public CrowdRoutes(Crowd crowd, Faults faults, Supplier<Rest> rest) {
        this.crowd = crowd;
        this.faults = faults;
        this.rest = rest;
    }

    public void register(RoutesConfig routes) {
        routes.post("/crowd/start", this::start);
        routes.get("/crowd/pulse", this::pulse);
        routes.get("/crowd/report", context -> answer(context, HttpStatus.OK, crowd.report()));
    }

    private void start(Context context) throws IOException {
        JsonNode request;
        try {
            request = json.readTree(context.body());
        } catch (JacksonException _) {
            refuse(context, "not-json", "the body must be JSON: {portfolio, seed, faults}");
            return;
        }
        Path portfolio = Path.of(request.path("portfolio").asString(""));
        if (!Files.isRegularFile(portfolio) || !request.path("seed").isIntegralNumber()) {
            refuse(context, "incomplete", "needs portfolio (the path of a CSV file) and seed (a whole number)");
            return;
        }
        List<Customer> customers;
        try (Reader file = Files.newBufferedReader(portfolio)) {
            customers = PortfolioReader.read(file);
        } catch (RuntimeException e) {
            refuse(
                    context,
                    "not-a-portfolio",
                    "the portfolio cannot be read: " + e.getClass().getSimpleName());
            return;
        }
        if (!crowd.start(customers, request.path("seed").asLong())) {
            answer(context, HttpStatus.CONFLICT, Map.of("code", "already-started", "message", "a crowd is alive"));
            return;
        }
        faults.set(request.path("faults").asBoolean(false));
        answer(context, HttpStatus.CREATED, Map.of("people", customers.size()));
    }

    private void pulse(Context context) {
        Crowd.Pulse pulse = crowd.pulse();
        Map<String, Object> body = new LinkedHashMap<>();
        Rest owed = rest.get();
        Instant nextAt = Stream.concat(pulse.nextAt().stream(), owed.nextDueAt().stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
        body.put("active", pulse.active() + (owed.quiet() ? 0 : 1));
        body.put("nextAt", nextAt == null ? null : nextAt.toEpochMilli());
        body.put("done", pulse.done() && nextAt == null && owed.quiet());
        answer(context, HttpStatus.OK, body);
    }

    private void refuse(Context context, String code, String message) {
        answer(context, HttpStatus.UNPROCESSABLE_CONTENT, Map.of("code", code, "message", message));
    }

    private void answer(Context context, HttpStatus status, Object body) {
        context.status(status).contentType("application/json").result(json.writeValueAsString(body));
    }
}
