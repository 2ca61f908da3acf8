package io.throughline.platform.staff;

import io.throughline.platform.staff.BreakGlass.Broken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Emergencies in PostgreSQL.
@Component
class BrokenGlassStore {
    private static final int MOST_SHOWN = 200;
    private final JdbcClient jdbc;
    private final String tenant;

    BrokenGlassStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    Optional<Instant> until(String person, Instant now) {
        return jdbc.sql("""
                select ends_at from staff.broken_glass
                 where tenant = ? and person = ? and ends_at > ? order by ends_at desc limit 1
                """)
                .params(tenant, person, time(now))
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /// Of everybody who holds such rights.
    Map<String, Instant> all(Instant now) {
        var open = new HashMap<String, Instant>();
        jdbc.sql("select person, max(ends_at) from staff.broken_glass where tenant = ? and ends_at > ? group by person")
                .params(tenant, time(now))
                .query((row, _) -> open.put(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
        return open;
    }

    Broken add(String person, String reason, Instant now, Instant until) {
        return jdbc.sql("""
                insert into staff.broken_glass (tenant, person, reason, began_at, ends_at) values (?, ?, ?, ?, ?) returning *
                """)
                .params(tenant, person, reason, time(now), time(until))
                .query(BrokenGlassStore::broken)
                .single();
    }

    void end(String person, Instant now) {
        jdbc.sql("""
                update staff.broken_glass set ends_at = greatest(?, began_at + interval '1 microsecond')
                 where tenant = ? and person = ? and ends_at > ?
                """).params(time(now), tenant, person, time(now)).update();
    }

    /// @return false: somebody was first
    boolean review(long number, String by, String finding, Instant now) {
        return jdbc.sql("""
                update staff.broken_glass set reviewed_by = ?, reviewed_at = ?, review = ?
                 where tenant = ? and number = ? and reviewed_by is null
                """).params(by, time(now), finding, tenant, number).update() == 1;
    }

    Optional<Broken> find(long number) {
        return jdbc.sql("select * from staff.broken_glass where tenant = ? and number = ?")
                .params(tenant, number)
                .query(BrokenGlassStore::broken)
                .optional();
    }

    /// Those nobody has looked at first, then the latest.
    List<Broken> all() {
        return jdbc.sql("""
                select * from staff.broken_glass where tenant = ?
                 order by reviewed_by is not null, number desc limit ?
                """)
                .params(tenant, MOST_SHOWN)
                .query(BrokenGlassStore::broken)
                .list();
    }

    long unreviewed() {
        return jdbc.sql("select count(*) from staff.broken_glass where tenant = ? and reviewed_by is null")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    private static Broken broken(ResultSet row, int number) throws SQLException {
        return new Broken(
                row.getLong("number"),
                row.getString("person"),
                row.getString("reason"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                row.getString("reviewed_by"),
                row.getString("review"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
