package io.throughline.platform.cases;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;

/// Gauges for operators: cases by state, effects waiting, and the age of the oldest. Read from the database at most
/// every fifteen seconds, however often somebody asks.
final class CaseFigures implements MeterBinder {
    private static final Duration FRESH = Duration.ofSeconds(15);
    private final FigureStore store;
    private final InstantSource clock;
    private final InstantSource machine;
    private final ReentrantLock reading = new ReentrantLock();
    private Instant readAt = Instant.EPOCH;
    private List<FigureStore.Standing> standings = List.of();
    private List<FigureStore.Waiting> waiting = List.of();

    CaseFigures(FigureStore store, InstantSource clock, InstantSource machine) {
        this.store = store;
        this.clock = clock;
        this.machine = machine;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var status : CaseState.Status.values()) {
            gauge(registry, "throughline.cases", Tags.of("state", status.name()), _ -> cases(status));
        }
        for (var kind : Effect.class.getPermittedSubclasses()) {
            var name = kind.getSimpleName();
            gauge(registry, "throughline.effects.waiting", Tags.of("kind", name), _ -> effects(name));
            gauge(registry, "throughline.effects.oldest.seconds", Tags.of("kind", name), _ -> oldest(name));
        }
    }

    private void gauge(MeterRegistry registry, String name, Tags tags, ToDoubleFunction<CaseFigures> value) {
        Gauge.builder(name, this, value).tags(tags).register(registry);
    }

    private double cases(CaseState.Status status) {
        return current().standings.stream()
                .filter(one -> one.status().equals(status.name()))
                .mapToLong(FigureStore.Standing::cases)
                .sum();
    }

    private double effects(String kind) {
        return current().waiting.stream()
                .filter(one -> one.kind().equals(kind))
                .mapToLong(FigureStore.Waiting::effects)
                .sum();
    }

    private double oldest(String kind) {
        var now = clock.instant();
        return current().waiting.stream()
                .filter(one -> one.kind().equals(kind))
                .map(FigureStore.Waiting::oldest)
                .filter(Objects::nonNull)
                .mapToDouble(oldest -> Duration.between(oldest, now).toMillis() / 1_000.0)
                .max()
                .orElse(0);
    }

    private record Read(List<FigureStore.Standing> standings, List<FigureStore.Waiting> waiting) {}

    private Read current() {
        reading.lock();
        try {
            var now = machine.instant();
            if (now.isAfter(readAt.plus(FRESH))) {
                standings = store.standings();
                waiting = store.waiting();
                readAt = now;
            }
            return new Read(standings, waiting);
        } finally {
            reading.unlock();
        }
    }
}
