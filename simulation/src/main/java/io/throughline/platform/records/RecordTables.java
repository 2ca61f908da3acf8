package io.throughline.platform.records;

import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the `records` schema keeps of writebacks, as a table in memory.
public final class RecordTables {
    public final MemoryDatabase.Table<Key, WritebackRow> writebacks;

    public RecordTables(MemoryDatabase database) {
        writebacks = database.table("writebacks");
    }

    public record WritebackRow(
            String key,
            String caseId,
            String state,
            int attempts,
            Instant firstAt,
            @Nullable String answer,
            @Nullable String receipt,
            @Nullable Instant writtenAt) {}
}
