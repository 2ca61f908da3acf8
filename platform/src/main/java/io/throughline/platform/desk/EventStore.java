package io.throughline.platform.desk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The log of the floor. Its numbers have no gaps and become visible in their order, since one node at a time writes
/// it; so whoever knows the last number they have read misses nothing.
@Component
class EventStore {
    private final JdbcClient jdbc;
    private final String tenant;

    EventStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// @param agent whom it concerns; null: nobody alone
    /// @param body as JSON, complete
    record Told(
            long number,
            Instant at,
            String type,
            @Nullable String item,
            @Nullable String agent,
            String body) {}

    long last() {
        return jdbc.sql("select coalesce(max(number), 0) from desk.event where tenant = ?")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    void add(Told event) {
        jdbc.sql(
                        "insert into desk.event (tenant, number, at, type, item, agent, body) values (?, ?, ?, ?, ?, ?, ?::jsonb)")
                .params(tenant, event.number(), event.at().atOffset(ZoneOffset.UTC), event.type())
                .param(event.item())
                .param(event.agent())
                .param(event.body())
                .update();
    }

    List<Told> after(long number, int atMost) {
        return list("number > ? order by number limit ?", number, atMost);
    }

    List<Told> ofItem(String item) {
        return list("item = ? order by number limit 1000", item);
    }

    List<Told> ofItems(List<String> items) {
        return list("item = any(?) order by number limit 1000", (Object) items.toArray(String[]::new));
    }

    private List<Told> list(String where, Object... params) {
        return jdbc.sql("select number, at, type, item, agent, body from desk.event where tenant = ? and " + where)
                .param(tenant)
                .params(params)
                .query((row, _) -> new Told(
                        row.getLong(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)))
                .list();
    }
}
