package io.throughline.platform.knowledge;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Where knowledge was missing, counted in PostgreSQL.
@Component
class GapStore {
    private final JdbcClient jdbc;
    private final String tenant;

    GapStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// Something that people asked and that no article answered.
    ///
    /// @param nothingFound searches without a result
    /// @param nothingOpened searches whose results nobody opened
    /// @param examples up to three of the newest, each once
    /// @param steps where it was asked, as `workflow/step`
    record Asked(
            long count,
            long nothingFound,
            long nothingOpened,
            Instant last,
            List<String> examples,
            List<String> steps) {}

    /// A version that people were shown and that did not help.
    ///
    /// @param shown how often it was shown in the same time
    record Unhelpful(
            String article,
            String version,
            long count,
            long shown,
            Instant last,
            List<String> notes,
            List<String> queries) {}

    /// @param since only what happened from then on
    /// @param until searches after this may still lead to something
    List<Asked> asked(Instant since, Instant until, int most) {
        return jdbc.sql("""
                select count(*) as count, count(*) filter (where results = 0) as found,
                       count(*) filter (where results > 0) as opened, max(at) as last,
                       array_agg(query order by at desc) as examples,
                       array_agg(distinct workflow || coalesce('/' || step, '')) filter (where workflow is not null) as steps
                  from knowledge.search
                 where tenant = ? and at >= ?
                   and (results = 0 or at <= ? and not exists (
                        select from knowledge.showing where showing.tenant = search.tenant and showing.search = search.id))
                 group by topic order by count desc, last desc limit ?
                """)
                .params(tenant, since.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), most)
                .query((row, _) -> new Asked(
                        row.getLong("count"),
                        row.getLong("found"),
                        row.getLong("opened"),
                        row.getObject("last", OffsetDateTime.class).toInstant(),
                        some(row.getArray("examples")),
                        some(row.getArray("steps"))))
                .list();
    }

    List<Unhelpful> unhelpful(Instant since, int most) {
        return jdbc.sql("""
                select article, version, count(*) filter (where not helpful) as count, count(*) as shown, max(verdict.at) as last,
                       array_agg(note order by verdict.at desc) filter (where not helpful and note <> '') as notes,
                       array_agg(query order by verdict.at desc) filter (where not helpful and query is not null) as queries
                  from knowledge.showing
                  left join knowledge.verdict on verdict.tenant = showing.tenant and verdict.showing = showing.id
                  left join knowledge.search on search.tenant = showing.tenant and search.id = showing.search
                 where showing.tenant = ? and showing.at >= ?
                 group by article, version having count(*) filter (where not helpful) > 0
                 order by count desc, last desc limit ?
                """)
                .params(tenant, since.atOffset(ZoneOffset.UTC), most)
                .query((row, _) -> new Unhelpful(
                        row.getString("article"),
                        row.getString("version"),
                        row.getLong("count"),
                        row.getLong("shown"),
                        row.getObject("last", OffsetDateTime.class).toInstant(),
                        some(row.getArray("notes")),
                        some(row.getArray("queries"))))
                .list();
    }

    private static List<String> some(@Nullable Array array) throws SQLException {
        return array == null
                ? List.of()
                : java.util.Arrays.stream((String[]) array.getArray())
                        .distinct()
                        .limit(3)
                        .toList();
    }
}
