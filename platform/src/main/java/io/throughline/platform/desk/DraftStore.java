package io.throughline.platform.desk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What somebody has begun to write. It belongs to the work, so that it survives a reload, a crash and a hand-over.
@Component
class DraftStore {
    private final JdbcClient jdbc;
    private final String tenant;

    DraftStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    record Draft(String text, int revision, Instant at) {}

    /// Keeps a draft that was made from `revision`, 0 for the first.
    ///
    /// @return as it is kept; empty when somebody kept a newer one
    Optional<Draft> keep(String item, String name, String text, int revision, String by, Instant at) {
        return jdbc.sql("""
                insert into desk.draft as d (tenant, item, name, text, revision, by_whom, at)
                select :tenant, :item, :name, :text, 1, :by, :at
                 where :revision = 0 or exists (select from desk.draft where tenant = :tenant and item = :item and name = :name)
                on conflict (tenant, item, name) do update
                   set text = excluded.text, revision = d.revision + 1, by_whom = excluded.by_whom, at = excluded.at
                 where d.revision = :revision
                returning text, revision, at
                """)
                .param("tenant", tenant)
                .param("item", item)
                .param("name", name)
                .param("text", text)
                .param("by", by)
                .param("at", ItemStore.time(at))
                .param("revision", revision)
                .query((row, _) -> draft(row.getString(1), row.getInt(2), row.getObject(3, OffsetDateTime.class)))
                .optional();
    }

    Map<String, Draft> of(String item) {
        var drafts = new TreeMap<String, Draft>();
        jdbc.sql("select name, text, revision, at from desk.draft where tenant = ? and item = ?")
                .params(tenant, item)
                .query((row, _) -> drafts.put(
                        row.getString(1),
                        draft(row.getString(2), row.getInt(3), row.getObject(4, OffsetDateTime.class))))
                .list();
        return drafts;
    }

    private static Draft draft(String text, int revision, OffsetDateTime at) {
        return new Draft(text, revision, at.toInstant());
    }
}
