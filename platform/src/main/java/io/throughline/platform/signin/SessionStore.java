package io.throughline.platform.signin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sessions of people of the house in PostgreSQL; of their ids only hashes.
final class SessionStore {
    private final JdbcClient jdbc;
    private final String tenant;

    SessionStore(JdbcClient jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// A session as it is kept.
    ///
    /// @param seen when it was last used, to the minute
    record Row(long number, String person, Instant seen) {}

    void begin(byte[] idHash, String person, String way, Instant now) {
        jdbc.sql("""
                insert into staff.session (tenant, id_hash, person, way, started_at, seen_at) values (?, ?, ?, ?, ?, ?)
                """).params(tenant, idHash, person, way, time(now), time(now)).update();
    }

    Optional<Row> find(byte[] idHash, Instant startedAfter, Instant seenAfter) {
        return jdbc.sql("""
                select number, person, seen_at from staff.session
                 where tenant = ? and id_hash = ? and ended_at is null and started_at > ? and seen_at > ?
                """)
                .params(tenant, idHash, time(startedAfter), time(seenAfter))
                .query((found, _) -> new Row(
                        found.getLong(1),
                        found.getString(2),
                        found.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    void seen(long number, Instant now) {
        jdbc.sql("update staff.session set seen_at = ? where tenant = ? and number = ?")
                .params(time(now), tenant, number)
                .update();
    }

    void end(long number, Instant now) {
        jdbc.sql("update staff.session set ended_at = ? where tenant = ? and number = ? and ended_at is null")
                .params(time(now), tenant, number)
                .update();
    }

    int endAll(String person, Instant now) {
        return jdbc.sql("update staff.session set ended_at = ? where tenant = ? and person = ? and ended_at is null")
                .params(time(now), tenant, person)
                .update();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
