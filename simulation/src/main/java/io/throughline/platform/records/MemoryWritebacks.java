package io.throughline.platform.records;

import io.throughline.engine.Effect;
import io.throughline.platform.records.RecordTables.WritebackRow;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writebacks in memory: what [WritebackStore] does in SQL.
final class MemoryWritebacks implements Writebacks {
    private final MemoryDatabase database;
    private final RecordTables tables;
    private final Gate gate;
    private final String tenant;

    MemoryWritebacks(MemoryDatabase database, RecordTables tables, Gate gate, String tenant) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
    }

    @Override
    public Writeback begin(Effect.WriteRecord effect, String caseId, Instant now) {
        return gate.statement("writeback.begin", database, () -> {
            var key = new Key(tenant, effect.key());
            var before = tables.writebacks.get(key);
            var row = before == null
                    ? new WritebackRow(effect.key(), caseId, State.TRYING.name(), 1, now, null, null, null)
                    : new WritebackRow(
                            before.key(),
                            before.caseId(),
                            before.state(),
                            before.attempts() + 1,
                            before.firstAt(),
                            before.answer(),
                            before.receipt(),
                            before.writtenAt());
            tables.writebacks.put(key, row);
            return new Writeback(
                    State.valueOf(row.state()),
                    row.attempts(),
                    row.firstAt(),
                    row.answer(),
                    row.receipt(),
                    row.writtenAt());
        });
    }

    @Override
    public void note(String key, State state, @Nullable String answer, @Nullable String receipt, @Nullable Instant at) {
        gate.statement("writeback.note", database, () -> {
            var row = tables.writebacks.get(new Key(tenant, key));
            if (row != null && row.state().equals(State.TRYING.name())) {
                tables.writebacks.put(
                        new Key(tenant, key),
                        new WritebackRow(
                                key, row.caseId(), state.name(), row.attempts(), row.firstAt(), answer, receipt, at));
            }
            return true;
        });
    }
}
