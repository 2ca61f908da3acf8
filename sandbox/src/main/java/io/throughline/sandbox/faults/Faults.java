package io.throughline.sandbox.faults;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Decides, from a seeded source of chance, which call is struck by which fault, and counts every
/// stroke. Off means that nothing strikes; it can be switched while the world is running, here or
/// with `POST /admin/faults`.
public final class Faults implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ReentrantLock lock = new ReentrantLock();
    private final RandomGenerator random;
    private final Map<FaultKind, Double> rates;
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable Hang hang;
    private volatile boolean on;

    /// The usual rates of every kind.
    public Faults(RandomGenerator random, boolean on) {
        this(random, on, usualRates(), null);
    }

    /// Chosen rates (0 to 1; a kind that is missing never strikes) and, for tests, another way to make callers wait.
    public Faults(RandomGenerator random, boolean on, Map<FaultKind, Double> rates, @Nullable Hang hang) {
        this.random = random;
        this.on = on;
        this.rates = new EnumMap<>(FaultKind.class);
        this.rates.putAll(rates);
        this.hang = hang;
    }

    private static Map<FaultKind, Double> usualRates() {
        var rates = new EnumMap<FaultKind, Double>(FaultKind.class);
        for (var kind : FaultKind.values()) {
            rates.put(kind, kind.rate());
        }
        return rates;
    }

    public boolean isOn() {
        return on;
    }

    public void turn(boolean nowOn) {
        on = nowOn;
    }

    /// Draws for this kind; a stroke is counted.
    public boolean strikes(FaultKind kind) {
        if (!on) {
            return false;
        }
        lock.lock();
        try {
            boolean struck = random.nextDouble() < rates.getOrDefault(kind, 0d);
            if (struck) {
                counts.merge(kind, 1L, Long::sum);
            }
            return struck;
        } finally {
            lock.unlock();
        }
    }

    /// Counts what came of a fault rather than the fault itself.
    public void noticed(FaultKind kind) {
        if (!on) {
            return;
        }
        lock.lock();
        try {
            counts.merge(kind, 1L, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    /// A duration between the two, from the same seeded source.
    public Duration between(Duration least, Duration most) {
        lock.lock();
        try {
            return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
        } finally {
            lock.unlock();
        }
    }

    /// Makes the caller wait, at most this long; closing the world lets everybody go.
    public void hold(Duration atMost) {
        try {
            if (hang != null) {
                hang.hold(atMost);
            } else {
                var _ = closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How often each kind has struck, every kind named.
    public Map<String, Long> counts() {
        lock.lock();
        try {
            var named = new LinkedHashMap<String, Long>();
            for (var kind : FaultKind.values()) {
                named.put(kind.code(), counts.getOrDefault(kind, 0L));
            }
            return named;
        } finally {
            lock.unlock();
        }
    }

    /// `GET /admin/faults` → `{kind: count}`, `POST /admin/faults {"on": true|false}` switches.
    public void register(JavalinDefaultRoutingApi routes) {
        routes.get("/admin/faults", this::answerCounts);
        routes.post("/admin/faults", ctx -> {
            JsonNode wanted = read(ctx.body()).path("on");
            if (!wanted.isBoolean()) {
                ctx.status(400).contentType("application/json").result("{\"code\":\"on-is-true-or-false\"}");
                return;
            }
            turn(wanted.booleanValue());
            answerCounts(ctx);
        });
    }

    private void answerCounts(Context ctx) {
        ctx.contentType("application/json").result(JSON.writeValueAsString(counts()));
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
