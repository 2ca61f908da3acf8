package io.throughline.platform.records;

import io.throughline.platform.cases.EffectHandler;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Reading from and writing to a system of record as the product does it, over a given database.
public final class TorturedRecords {
    private TorturedRecords() {}

    public static List<EffectHandler<?>> handlers(
            DataSource source, String tenant, List<SystemOfRecord> systems, InstantSource clock) {
        var all = new Systems(systems, clock);
        var writebacks = new WritebackStore(JdbcClient.create(source), new JsonMapper(), tenant);
        return List.of(new ReadFacts(all, clock), new WriteRecord(all, writebacks, clock));
    }
}
