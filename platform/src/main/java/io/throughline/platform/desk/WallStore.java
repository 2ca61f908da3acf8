package io.throughline.platform.desk;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            double oldestSeconds) {}

    List<Standing> standings(Instant now) {
        return jdbc.sql("""
                select queue, count(*) filter (where state = 'WAITING'), count(*) filter (where state = 'OFFERED'),
                       count(*) filter (where state = 'AT_WORK'), count(*) filter (where state = 'CALL_BACK'),
                       count(*) filter (where kind = 'approval' and state <> 'CALL_BACK'),
                       count(*) filter (where source = 'exception'),
                       coalesce(extract(epoch from ? - min(since) filter (where state in ('WAITING', 'OFFERED'))), 0)
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
                        row.getDouble(8)))
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
