package io.throughline.platform.records;

import io.throughline.platform.cases.EffectHandler;
import io.throughline.simulation.Gate;
import io.throughline.simulation.MemoryDatabase;
import java.time.InstantSource;
import java.util.List;

/// Reading from and writing to systems of record in one simulated process: the product's own classes over tables in
/// memory.
public final class SimulatedRecords {
    private final ReadFacts reading;
    private final WriteRecord writing;

    public SimulatedRecords(
            MemoryDatabase database,
            RecordTables tables,
            Gate gate,
            String tenant,
            List<SystemOfRecord> systems,
            InstantSource clock) {
        var all = new Systems(systems, clock);
        reading = new ReadFacts(all, clock);
        writing = new WriteRecord(all, new MemoryWritebacks(database, tables, gate, tenant), clock);
    }

    public List<EffectHandler<?>> handlers() {
        return List.of(reading, writing);
    }
}
