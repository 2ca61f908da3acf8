package io.throughline.platform.policies;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which packs were in force when. Rows are added, never changed.
@Component
class PolicyStore {
    private static final int LATEST = 100;
    private final JdbcClient jdbc;
    private final String tenant;

    PolicyStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// @param version null: they were refused
    record Change(
            Instant at,
            String by,
            String outcome,
            @Nullable String version,
            @Nullable String problem) {}

    void taken(String version, List<String> packs, String by, Instant now) {
        jdbc.sql("""
                insert into policy.pack_set (tenant, version, packs, first_at) values (:tenant, :version, :packs, :now)
                on conflict do nothing
                """)
                .param("tenant", tenant)
                .param("version", version)
                .param("packs", packs.toArray(String[]::new))
                .param("now", now.atOffset(UTC))
                .update();
        change("TAKEN", version, null, by, now);
    }

    void refused(String problem, String by, Instant now) {
        change("REFUSED", null, problem, by, now);
    }

    private void change(String outcome, @Nullable String version, @Nullable String problem, String by, Instant now) {
        jdbc.sql("""
                insert into policy.change (tenant, at, by, outcome, version, problem)
                values (:tenant, :now, :by, :outcome, :version, :problem)
                """)
                .param("tenant", tenant)
                .param("now", now.atOffset(UTC))
                .param("by", by)
                .param("outcome", outcome)
                .param("version", version)
                .param("problem", problem)
                .update();
    }

    /// The newest first, a hundred at most.
    List<Change> changes() {
        return jdbc.sql("""
                select at, by, outcome, version, problem from policy.change where tenant = :tenant order by id desc limit :most
                """)
                .param("tenant", tenant)
                .param("most", LATEST)
                .query((row, _) -> new Change(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by"),
                        row.getString("outcome"),
                        row.getString("version"),
                        row.getString("problem")))
                .list();
    }
}
