package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the `cases` schema keeps, as tables in memory. State and effects are kept as the same JSON as in PostgreSQL.
public final class CaseTables {
    public final MemoryDatabase.Table<Key, CaseRow> cases;
    public final MemoryDatabase.Table<Key, EventRow> events;
    public final MemoryDatabase.Table<Key, EffectRow> effects;
    public final MemoryDatabase.Table<Key, String> onceKeys;
    /// The index of timers that are set.
    public final MemoryDatabase.Table<Due, Boolean> timers;
    /// Who ended or gave back which effect, and whether it was theirs: for the checker of fencing only.
    public final MemoryDatabase.Table<Key, Settled> settled;

    public CaseTables(MemoryDatabase database) {
        cases = database.table("cases");
        events = database.table("events");
        effects = database.table("effects");
        onceKeys = database.table("once-keys");
        timers = database.table("timers");
        settled = database.table("settled");
    }

    /// @param kept the JSON of the state
    public record CaseRow(
            String id,
            String kept,
            int seq,
            long stamp,
            int events,
            byte[] head,
            Instant since,
            @Nullable String queue,
            @Nullable Instant timerAt) {
        public CaseState state() {
            return CaseJson.read(kept, CaseState.class);
        }

        CaseRow at(@Nullable Instant newTimer) {
            return new CaseRow(id, kept, seq, stamp, events, head, since, queue, newTimer);
        }
    }

    public record EventRow(String caseId, int number, String body, byte[] hash) {}

    /// @param dueAt null: parked
    public record EffectRow(
            String key,
            String caseId,
            String kind,
            String body,
            Instant queuedAt,
            @Nullable Instant dueAt,
            @Nullable Instant leaseUntil,
            long fence,
            int attempt) {}

    /// @param given fence of whoever settled the effect
    /// @param held fence that the effect had
    public record Settled(long given, long held) {}

    /// A timer in the order in which it rings.
    public record Due(String tenant, Instant at, String caseId) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTenant = tenant.compareTo(other.tenant);
            int byTime = byTenant != 0 ? byTenant : at.compareTo(other.at);
            return byTime != 0 ? byTime : caseId.compareTo(other.caseId);
        }
    }

    /// Keeps a case and its place among the timers.
    void put(String tenant, CaseRow row) {
        var before = cases.get(new Key(tenant, row.id()));
        if (before != null && before.timerAt() != null) {
            timers.remove(new Due(tenant, before.timerAt(), row.id()));
        }
        cases.put(new Key(tenant, row.id()), row);
        if (row.timerAt() != null) {
            timers.put(new Due(tenant, row.timerAt(), row.id()), true);
        }
    }

    /// Takes a case's timer away, as a process would that kept it in its memory only.
    public void loseTimer(String tenant, String caseId) {
        var row = cases.get(new Key(tenant, caseId));
        if (row != null) {
            put(tenant, row.at(null));
        }
    }
}
