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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `POST /crowd/start`, `GET /crowd/pulse`, `GET /crowd/report`, as docs/wires.md has them.
public final class CrowdRoutes {
    /// What `"faults": true` switches on in the rest of the sandbox.
    public interface Faults {
        void set(boolean on);
    }

    private final JsonMapper json = JsonMapper.builder().build();
    private final Crowd crowd;
    private final Faults faults;

    public CrowdRoutes(Crowd crowd, Faults faults) {
        this.crowd = crowd;
        this.faults = faults;
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
        body.put("active", pulse.active());
        body.put(
                "nextAt",
                json.valueToTree(pulse.nextAt().map(Instant::toEpochMilli).orElse(null)));
        body.put("done", pulse.done());
        answer(context, HttpStatus.OK, body);
    }

    private void refuse(Context context, String code, String message) {
        answer(context, HttpStatus.UNPROCESSABLE_CONTENT, Map.of("code", code, "message", message));
    }

    private void answer(Context context, HttpStatus status, Object body) {
        context.status(status).contentType("application/json").result(json.writeValueAsString(body));
    }
}
