package io.throughline.platform.cases;

import io.throughline.platform.cases.CaseTables.EffectRow;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.Planted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Queued effects in memory: what [EffectStore] does in SQL.
final class MemoryEffects implements EffectQueue {
    private final MemoryDatabase database;
    private final CaseTables tables;
    private final MemoryCases cases;
    private final Gate gate;
    private final String tenant;
    private final InstantSource clock;
    private final CaseSignals signals;
    private final Set<Planted> planted;

    MemoryEffects(
            MemoryDatabase database,
            CaseTables tables,
            MemoryCases cases,
            Gate gate,
            String tenant,
            InstantSource clock,
            CaseSignals signals,
            Set<Planted> planted) {
        this.database = database;
        this.tables = tables;
        this.cases = cases;
        this.gate = gate;
        this.tenant = tenant;
        this.clock = clock;
        this.signals = signals;
        this.planted = planted;
    }

    @Override
    public List<Claimed> claimDue(
            Collection<String> kinds, Instant now, Instant machineNow, Instant leaseUntil, int atMost) {
        return gate.statement(
                "effect.claim",
                database,
                () -> tables.effects.rows().entrySet().stream()
                        .filter(row ->
                                row.getKey().tenant().equals(tenant) || planted.contains(Planted.TENANT_LEFT_OUT))
                        .filter(row -> kinds.contains(row.getValue().kind()) && isDue(row.getValue(), now, machineNow))
                        .sorted(Comparator.comparing(
                                row -> Objects.requireNonNull(row.getValue().dueAt())))
                        .limit(atMost)
                        .toList()
                        .stream()
                        .map(row -> claim(row, leaseUntil))
                        .toList());
    }

    private static boolean isDue(EffectRow row, Instant now, Instant machineNow) {
        return row.dueAt() != null
                && !row.dueAt().isAfter(now)
                && (row.leaseUntil() == null || row.leaseUntil().isBefore(machineNow));
    }

    private Claimed claim(Map.Entry<Key, EffectRow> found, Instant leaseUntil) {
        var row = found.getValue();
        var claimed = new EffectRow(
                row.key(),
                row.caseId(),
                row.kind(),
                row.body(),
                row.queuedAt(),
                row.dueAt(),
                leaseUntil,
                row.fence() + 1,
                row.attempt() + 1);
        tables.effects.put(found.getKey(), claimed);
        var owner = new Key(found.getKey().tenant(), row.caseId());
        var state = Objects.requireNonNull(tables.cases.get(owner)).state();
        if (planted.contains(Planted.EFFECT_DONE_BEFORE_CALL) && row.kind().equals("WriteRecord")) {
            tables.effects.remove(found.getKey());
        }
        return new Claimed(
                row.key(), CaseJson.effect(row.body()), state, claimed.fence(), claimed.attempt(), row.queuedAt());
    }

    @Override
    public boolean settle(EffectFate fate) {
        return gate.statement("effect.settle", database, () -> cases.settle(fate));
    }

    @Override
    public void renew(Collection<Claimed> inFlight, Instant leaseUntil) {
        gate.statement("effect.renew", database, () -> {
            for (var held : inFlight) {
                var row = tables.effects.get(key(held.key()));
                if (row != null && row.fence() == held.fence() && row.leaseUntil() != null) {
                    tables.effects.put(key(held.key()), leased(row, row.dueAt(), leaseUntil));
                }
            }
            return true;
        });
    }

    @Override
    public Optional<Queued> find(String key) {
        return gate.statement(
                "effect.find",
                database,
                () -> Optional.ofNullable(tables.effects.get(key(key)))
                        .map(row -> new Queued(row.caseId(), CaseJson.effect(row.body()), row.attempt())));
    }

    @Override
    public boolean wake(String key) {
        boolean there = gate.statement("effect.wake", database, () -> {
            var row = tables.effects.get(key(key));
            if (row != null) {
                tables.effects.put(key(key), leased(row, clock.instant(), row.leaseUntil()));
            }
            return row != null;
        });
        signals.effectsQueued();
        return there;
    }

    private static EffectRow leased(EffectRow row, @Nullable Instant dueAt, @Nullable Instant leaseUntil) {
        return new EffectRow(
                row.key(),
                row.caseId(),
                row.kind(),
                row.body(),
                row.queuedAt(),
                dueAt,
                leaseUntil,
                row.fence(),
                row.attempt());
    }

    private Key key(String name) {
        return new Key(tenant, name);
    }
}
