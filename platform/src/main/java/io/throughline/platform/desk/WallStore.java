package io.throughline.platform.desk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts for the wallboard.
@Component
class WallStore {
    private final JdbcClient jdbc;
    private final String tenant;

    WallStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// Work that lives, by queue.
    record Standing(
            String queue,
            int waiting,
            int offered,
            int atWork,
            int callBacks,
            int approvals,
            int exceptions,
            @Nullable Long oldestSeconds) {}

    List<Standing> standings(Instant now) {
        return jdbc.sql("""
                select queue, count(*) filter (where state = 'WAITING'), count(*) filter (where state = 'OFFERED'),
                       count(*) filter (where state = 'AT_WORK'), count(*) filter (where state = 'CALL_BACK'),
                       count(*) filter (where kind = 'approval' and state <> 'CALL_BACK'),
                       count(*) filter (where source = 'exception'),
                       cast(extract(epoch from ? - min(since) filter (where state in ('WAITING', 'OFFERED'))) as bigint)
                  from desk.item where tenant = ? and state not in ('DONE', 'WITHDRAWN') group by queue
                """)
                .params(ItemStore.time(now), tenant)
                .query((row, _) -> new Standing(
                        row.getString(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getObject(8, Long.class)))
                .list();
    }

    /// Seconds that work waits or has waited, by queue.
    Map<String, List<Double>> waits(Instant now) {
        return seconds("""
                select queue, extract(epoch from ? - since) from desk.item
                 where tenant = ? and state in ('WAITING', 'OFFERED')
                """, now);
    }

    /// The same of what was taken up since an instant.
    Map<String, List<Double>> taken(Instant since) {
        return seconds("""
                select queue, extract(epoch from taken_at - since) from desk.item
                 where taken_at >= ? and tenant = ?
                """, since);
    }

    private Map<String, List<Double>> seconds(String sql, Instant at) {
        var seconds = new HashMap<String, List<Double>>();
        jdbc.sql(sql)
                .params(ItemStore.time(at), tenant)
                .query((row, _) -> seconds.computeIfAbsent(row.getString(1), _ -> new java.util.ArrayList<>())
                        .add(row.getDouble(2)))
                .list();
        return seconds;
    }

    /// How many waited at an instant.
    record Stood(Instant at, int waiting, @Nullable Long oldestSeconds, int exceptions) {}

    /// Each minute from `first` to `last`.
    List<Stood> stood(Instant first, Instant last) {
        return jdbc.sql("""
                select t, count(i.id) filter (where i.waits),
                       cast(extract(epoch from t - min(i.since) filter (where i.waits)) as bigint),
                       count(i.id) filter (where i.source = 'exception')
                  from generate_series(cast(:first as timestamptz), cast(:last as timestamptz), interval '1 minute') t
                  left join lateral (
                       select id, since, source,
                              state in ('WAITING', 'OFFERED')
                              or (state <> 'CALL_BACK' and coalesce(taken_at, ended_at) > t) as waits
                         from desk.item
                        where tenant = :tenant and since <= t
                          and (state not in ('DONE', 'WITHDRAWN') or ended_at > t)) i on true
                 group by t order by t
                """)
                .param("first", ItemStore.time(first))
                .param("last", ItemStore.time(last))
                .param("tenant", tenant)
                .query((row, _) -> new Stood(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getInt(2),
                        row.getObject(3, Long.class),
                        row.getInt(4)))
                .list();
    }

    /// Something that was taken up, and how long it had waited.
    record Taken(String queue, Instant at, double seconds) {}

    List<Taken> takenUp(Instant after, Instant until) {
        return jdbc.sql("""
                select queue, taken_at, extract(epoch from taken_at - since) from desk.item
                 where tenant = :tenant and taken_at > :after and taken_at <= :until
                """)
                .param("tenant", tenant)
                .param("after", ItemStore.time(after))
                .param("until", ItemStore.time(until))
                .query((row, _) -> new Taken(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getDouble(3)))
                .list();
    }

    /// Somebody who is there, and what they have.
    record Busy(String agent, String presence, boolean wrapsUp, int work, boolean offered) {}

    List<Busy> people() {
        return jdbc.sql("""
                select p.agent, p.state, p.wrap_up_item is not null,
                       count(i.id) filter (where i.state = 'AT_WORK'), count(i.id) filter (where i.state = 'OFFERED') > 0
                  from desk.presence p
                  left join desk.item i on i.tenant = p.tenant and i.agent = p.agent
                 where p.tenant = ? group by 1, 2, 3
                """)
                .param(tenant)
                .query((row, _) -> new Busy(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getInt(4), row.getBoolean(5)))
                .list();
    }
}
