package io.throughline.platform;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A double of [Cases] that remembers what it was told and opens one case for each once-key.
public final class HeardCases implements Cases {
    public final List<Input> heard = new CopyOnWriteArrayList<>();
    public final Map<String, String> opened = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Opened open(String workflow, Map<String, Object> trigger, By by, String onceKey) {
        String fresh = String.format("01990000-0000-7000-8000-%012x", number.incrementAndGet());
        String before = opened.putIfAbsent(onceKey, fresh);
        return new Opened(before == null ? fresh : before, before != null);
    }

    @Override
    public Outcome apply(String caseId, Input input, By by) {
        heard.add(input);
        return new Outcome.Moved(state(caseId, Map.of()), List.of());
    }

    @Override
    public Optional<CaseState> find(String idOrReference) {
        return Optional.empty();
    }

    @Override
    public List<Recorded> events(String caseId) {
        return List.of();
    }

    /// A case that waits for these effects.
    public static CaseState state(String caseId, Map<String, String> pending) {
        return state(caseId, pending, Map.of());
    }

    /// The same, opened by a trigger with these facts.
    public static CaseState state(String caseId, Map<String, String> pending, Map<String, Object> trigger) {
        return new CaseState(
                "main",
                caseId,
                "arrears",
                "v1",
                Instant.EPOCH,
                CaseState.Status.OPEN,
                "pay",
                CaseState.Awaiting.PAYMENT,
                1,
                Identity.UNKNOWN,
                0,
                false,
                Map.of("trigger", trigger),
                Map.of(),
                Map.of(),
                pending,
                Map.of(),
                null,
                null);
    }
}
