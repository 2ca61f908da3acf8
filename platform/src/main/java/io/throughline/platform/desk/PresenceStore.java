package io.throughline.platform.desk;

import io.throughline.routing.Presence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who is there, and when we last heard from them. What they are is written by [FloorStore].
@Component
class PresenceStore {
    private final JdbcClient jdbc;
    private final String tenant;

    PresenceStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    record There(
            String agent,
            Presence presence,
            String reason,
            Instant since,
            Instant idleSince,
            @Nullable After after) {}

    /// The time after a contact.
    record After(String item, @Nullable Instant until, boolean mayEnd) {}

    List<There> all() {
        return jdbc.sql("select * from desk.presence where tenant = ?")
                .param(tenant)
                .query(PresenceStore::there)
                .list();
    }

    Optional<There> find(String agent) {
        return jdbc.sql("select * from desk.presence where tenant = ? and agent = ?")
                .params(tenant, agent)
                .query(PresenceStore::there)
                .optional();
    }

    /// They are heard from, by a request or an open stream.
    void seen(Set<String> agents) {
        jdbc.sql("update desk.presence set seen_at = clock_timestamp() where tenant = ? and agent = any(?)")
                .param(tenant)
                .param(agents.toArray(String[]::new))
                .update();
    }

    /// Who has not been heard from for so long, and does not count as gone yet.
    List<String> silentFor(Duration time) {
        return jdbc.sql("""
                select agent from desk.presence
                 where tenant = ? and state <> 'OFFLINE' and seen_at < clock_timestamp() - ? * interval '1 millisecond'
                """).params(tenant, time.toMillis()).query(String.class).list();
    }

    private static There there(ResultSet row, int number) throws SQLException {
        var item = row.getString("wrap_up_item");
        var until = row.getObject("wrap_up_until", OffsetDateTime.class);
        return new There(
                row.getString("agent"),
                Presence.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("idle_since", OffsetDateTime.class).toInstant(),
                item == null
                        ? null
                        : new After(
                                item,
                                until == null ? null : until.toInstant(),
                                !"FIXED".equals(row.getString("wrap_up_mode"))));
    }
}
