package io.throughline.platform.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What was searched, shown and thought of it, in PostgreSQL.
@Component
class UseStore {
    private final JdbcClient jdbc;
    private final String tenant;

    UseStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// @param query without what could name a person
    /// @param topic lexemes in order
    /// @return the number of the search
    long searched(
            Instant at,
            String person,
            String query,
            String topic,
            @Nullable String workflow,
            @Nullable String step,
            int results) {
        return jdbc.sql("""
                insert into knowledge.search (tenant, at, person, query, topic, workflow, step, results)
                values (?, ?, ?, ?, ?, ?, ?, ?) returning id
                """)
                .params(tenant, at.atOffset(ZoneOffset.UTC), person, query, topic)
                .param(workflow)
                .param(step)
                .param(results)
                .query(Long.class)
                .single();
    }

    /// Whether it was this person who searched so.
    boolean hasSearched(String person, long search) {
        return jdbc.sql("select count(*) from knowledge.search where tenant = ? and id = ? and person = ?")
                        .params(tenant, search, person)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /// A version that somebody was shown.
    record Showing(
            long id,
            Instant at,
            String person,
            String article,
            int number,
            String version,
            @Nullable UUID caseId,
            @Nullable String step) {}

    long shown(
            Instant at,
            String person,
            ArticleStore.Kept kept,
            @Nullable UUID caseId,
            @Nullable String step,
            @Nullable Long search) {
        return jdbc.sql("""
                insert into knowledge.showing (tenant, at, person, article, number, version, case_id, step, search)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                """)
                .params(
                        tenant,
                        at.atOffset(ZoneOffset.UTC),
                        person,
                        kept.article().id(),
                        kept.number(),
                        kept.version())
                .param(caseId)
                .param(step)
                .param(search)
                .query(Long.class)
                .single();
    }

    Optional<Showing> showing(long id) {
        return jdbc.sql("select * from knowledge.showing where tenant = ? and id = ?")
                .params(tenant, id)
                .query(UseStore::showing)
                .optional();
    }

    List<Showing> showings(UUID caseId) {
        return jdbc.sql("select * from knowledge.showing where tenant = ? and case_id = ? order by id")
                .params(tenant, caseId)
                .query(UseStore::showing)
                .list();
    }

    private static Showing showing(ResultSet row, int number) throws SQLException {
        return new Showing(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("person"),
                row.getString("article"),
                row.getInt("number"),
                row.getString("version"),
                row.getObject("case_id", UUID.class),
                row.getString("step"));
    }

    void judged(long showing, Instant at, boolean helpful, String note) {
        jdbc.sql("""
                insert into knowledge.verdict (tenant, showing, at, helpful, note) values (?, ?, ?, ?, ?)
                on conflict (tenant, showing) do update set at = excluded.at, helpful = excluded.helpful, note = excluded.note
                """)
                .params(tenant, showing, at.atOffset(ZoneOffset.UTC), helpful, note)
                .update();
    }
}
