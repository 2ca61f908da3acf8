package io.throughline.platform.cases;

import static io.throughline.platform.cases.CaseStore.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The SQL of lists and figures over all cases. Reads only.
final class FigureStore {
    private final JdbcTemplate jdbc;
    private final String tenant;

    FigureStore(JdbcTemplate jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// A case in a list.
    record Line(
            String reference,
            String id,
            String workflow,
            String state,
            String step,
            String awaiting,
            Instant since,
            Instant opened,
            @Nullable String queue,
            @Nullable String outcome) {}

    /// What is to be done now, and when the next is.
    record Due(long due, @Nullable Instant next) {}

    /// One kind of place where cases stand.
    record Standing(
            String workflow,
            String version,
            String status,
            String at,
            String awaiting,
            @Nullable String queue,
            @Nullable String outcome,
            boolean hadPerson,
            long cases) {}

    /// Effects that are not over, of one kind.
    record Waiting(String kind, long effects, @Nullable Instant oldest) {}

    List<Line> list(@Nullable String state, @Nullable String queue, int limit) {
        var sql = new StringBuilder("""
                select reference, id, workflow, status, at_step, awaiting, since, opened_at, queue, outcome
                  from cases.case_row where tenant = ?
                """);
        var parameters = new ArrayList<Object>(List.of(tenant));
        if (state != null) {
            sql.append(" and status = ?");
            parameters.add(state);
        }
        if (queue != null) {
            sql.append(" and queue = ?");
            parameters.add(queue);
        }
        parameters.add(limit);
        return jdbc.query(sql + " order by since desc limit ?", FigureStore::line, parameters.toArray());
    }

    Due due(Instant now) {
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                select (select count(*) from cases.effect where tenant = ? and due_at <= ?)
                     + (select count(*) from cases.case_row where tenant = ? and timer_at <= ?),
                       least((select min(due_at) from cases.effect where tenant = ? and due_at > ?),
                             (select min(timer_at) from cases.case_row where tenant = ? and timer_at > ?))
                """,
                (row, _) -> new Due(row.getLong(1), instant(row, 2)),
                tenant,
                at(now),
                tenant,
                at(now),
                tenant,
                at(now),
                tenant,
                at(now)));
    }

    List<Standing> standings() {
        return jdbc.query(
                """
                select workflow, version, status, at_step, awaiting, queue, outcome, had_person, count(*)
                  from cases.case_row where tenant = ? group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5
                """,
                (row, _) -> new Standing(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getBoolean(8),
                        row.getLong(9)),
                tenant);
    }

    /// Half of the finished cases took no longer than this; null without any.
    @Nullable
    Double medianSecondsToFinish() {
        return jdbc.queryForObject("""
                select extract(epoch from percentile_cont(0.5) within group (order by finished_at - opened_at))::float8
                  from cases.case_row where tenant = ? and finished_at is not null
                """, Double.class, tenant);
    }

    /// The same for each version of a workflow.
    Map<String, Double> mediansByVersion(String workflow) {
        var medians = new LinkedHashMap<String, Double>();
        jdbc.query(
                """
                select version,
                       extract(epoch from percentile_cont(0.5) within group (order by finished_at - opened_at))::float8
                  from cases.case_row where tenant = ? and workflow = ? and finished_at is not null group by 1
                """,
                row -> {
                    medians.put(row.getString(1), row.getDouble(2));
                },
                tenant,
                workflow);
        return medians;
    }

    /// How writebacks ended for each version of a workflow, from the evidence.
    Map<String, Map<String, Long>> writebacksByVersion(String workflow) {
        var counts = new LinkedHashMap<String, Map<String, Long>>();
        jdbc.query(
                """
                select link.version, e.one ->> 0, count(*)
                  from (select c.version, body::json -> 'events' as events
                          from cases.case_row c join cases.event l on l.tenant = c.tenant and l.case_id = c.id
                         where c.tenant = ? and c.workflow = ?
                           and l.body like any(array['%["written-back"%', '%["writeback-%'])) link
                  cross join lateral json_array_elements(link.events) as e(one)
                 where e.one ->> 0 = 'written-back' or e.one ->> 0 like 'writeback-%'
                 group by 1, 2
                """,
                row -> {
                    counts.computeIfAbsent(row.getString(1), _ -> new LinkedHashMap<>())
                            .put(row.getString(2), row.getLong(3));
                },
                tenant,
                workflow);
        return counts;
    }

    /// How writebacks ended, from the evidence.
    Map<String, Long> writebacks() {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.query(
                """
                select e.one ->> 0, count(*)
                  from (select body::json -> 'events' as events
                          from cases.event
                         where tenant = ? and body like any(array['%["written-back"%', '%["writeback-%'])) link
                  cross join lateral json_array_elements(link.events) as e(one)
                 where e.one ->> 0 = 'written-back' or e.one ->> 0 like 'writeback-%'
                 group by 1 order by 1
                """,
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                },
                tenant);
        return counts;
    }

    List<Waiting> waiting() {
        return jdbc.query("""
                select kind, count(*), min(queued_at) from cases.effect where tenant = ? group by 1 order by 1
                """, (row, _) -> new Waiting(row.getString(1), row.getLong(2), instant(row, 3)), tenant);
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4).toLowerCase(Locale.ROOT),
                row.getString(5),
                row.getString(6).toLowerCase(Locale.ROOT),
                Objects.requireNonNull(instant(row, 7)),
                Objects.requireNonNull(instant(row, 8)),
                row.getString(9),
                row.getString(10));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
