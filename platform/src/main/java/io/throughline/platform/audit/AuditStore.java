package io.throughline.platform.audit;

import io.throughline.platform.audit.Merkle.Leaf;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The SQL of the audit: reads of evidence, streamed. It writes nothing.
final class AuditStore {
    private static final int FETCH = 1_000;
    private static final JsonMapper JSON = new JsonMapper();
    private final JdbcTemplate jdbc;
    private final String tenant;

    AuditStore(JdbcTemplate jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// Whose evidence it is; part of what each hash covers.
    String tenant() {
        return tenant;
    }

    /// The first transaction that may still be running: everything before it is committed or gone.
    long horizon() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint", Long.class));
    }

    /// A month of evidence that was taken out.
    ///
    /// @param present whether its table is still in the schema `archive`, and so is checked
    record Month(YearMonth month, long chains, long links, boolean present) {}

    List<Month> archived() {
        return jdbc.query(
                "select to_char(month, 'YYYY-MM'), chains, links,"
                        + " to_regclass('archive.event_' || to_char(month, 'YYYYMM')) is not null"
                        + " from cases.archived_month order by month",
                (row, _) -> new Month(
                        YearMonth.parse(row.getString(1)), row.getLong(2), row.getLong(3), row.getBoolean(4)));
    }

    /// Evidence that is worked with, and what of the archive is still there.
    private String evidence(List<Month> archived) {
        return archived.stream()
                .filter(Month::present)
                .map(month -> " union all select tenant, case_id, number, body, hash from archive.event_"
                        + month.month().toString().replace("-", ""))
                .collect(Collectors.joining(
                        "", "(select tenant, case_id, number, body, hash from cases.event", ") evidence"));
    }

    /// How many events a range of transactions has, counted no further than `atMost` links. A link whose
    /// text was tampered with counts as one.
    /// Call it in a transaction.
    int events(long fromTx, long toTx, int atMost) {
        jdbc.execute("set local enable_seqscan = off");
        return Objects.requireNonNull(jdbc.queryForObject("""
                select coalesce(sum(case when body is json object and json_typeof(body::json -> 'events') = 'array'
                                         then json_array_length(body::json -> 'events') else 1 end), 0) from (
                  select body from (select tenant, body from cases.event where tx >= ? and tx < ? offset 0) e
                   where tenant = ? limit ?) few
                """, Integer.class, fromTx, toTx, tenant, atMost));
    }

    /// The head of every chain that changed in a range of transactions. Call it in a transaction: it streams.
    void heads(long fromTx, long toTx, Consumer<Leaf> reader) {
        jdbc.execute("set local enable_seqscan = off"); // young statistics would have all of it read
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            try (var statement = connection.prepareStatement("""
                    select distinct on (case_id) case_id, number, hash
                      from (select tenant, case_id, number, hash from cases.event where tx >= ? and tx < ? offset 0) e
                     where tenant = ? order by case_id, number desc
                    """)) {
                statement.setFetchSize(FETCH);
                statement.setLong(1, fromTx);
                statement.setLong(2, toTx);
                statement.setString(3, tenant);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.accept(leaf(rows));
                    }
                }
            }
            return true;
        });
    }

    /// What the chains have at the places of `leaves`, by case and number.
    Map<String, String> hashesAt(List<Leaf> leaves, List<Month> archived) {
        var found = new HashMap<String, String>();
        jdbc.query(
                """
                select e.case_id, e.number, e.hash
                  from unnest(?::uuid[], ?::int[]) wanted(id, number)
                  cross join lateral (select case_id, number, hash from %s
                                       where tenant = ? and case_id = wanted.id and number = wanted.number offset 0) e
                """.formatted(evidence(archived)),
                rows -> {
                    var leaf = leaf(rows);
                    found.put(leaf.caseId() + ":" + leaf.number(), leaf.hash());
                },
                leaves.stream().map(leaf -> UUID.fromString(leaf.caseId())).toArray(UUID[]::new),
                leaves.stream().map(Leaf::number).toArray(Integer[]::new),
                tenant);
        return found;
    }

    private static Leaf leaf(ResultSet rows) throws SQLException {
        return new Leaf(rows.getString(1), rows.getInt(2), HexFormat.of().formatHex(rows.getBytes(3)));
    }

    /// A link of a chain as it is kept: what one transition recorded.
    record Evidence(String caseId, int number, String body, byte[] hash) {
        /// How many events it holds; one if its text cannot be read.
        int events() {
            try {
                var events = JSON.readTree(body).path("events");
                return events.isArray() ? events.size() : 1;
            } catch (JacksonException tampered) {
                return 1;
            }
        }
    }

    /// A case row's claim about its chain.
    record Head(String caseId, String reference, int events, byte[] hash) {}

    /// Walks all cases and all events side by side, in the order of case and number. Call it in a transaction.
    void walk(Walker walker, List<Month> archived) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            try (var heads = connection.prepareStatement(
                            "select id, reference, events, head from cases.case_row where tenant = ? order by id");
                    var events = connection.prepareStatement("""
                    select case_id, number, body, hash from %s where tenant = ? order by case_id, number
                    """.formatted(evidence(archived)))) {
                try (var headRows = open(heads);
                        var eventRows = open(events)) {
                    merge(headRows, eventRows, walker);
                }
            }
            return true;
        });
    }

    private ResultSet open(PreparedStatement statement) throws SQLException {
        statement.setFetchSize(FETCH);
        statement.setString(1, tenant);
        return statement.executeQuery();
    }

    private static void merge(ResultSet heads, ResultSet events, Walker walker) throws SQLException {
        boolean hasEvent = events.next();
        while (heads.next()) {
            var head = new Head(heads.getString(1), heads.getString(2), heads.getInt(3), heads.getBytes(4));
            while (hasEvent && events.getString(1).compareTo(head.caseId()) < 0) {
                walker.orphan(evidence(events));
                hasEvent = events.next();
            }
            walker.begin(head);
            while (hasEvent && events.getString(1).equals(head.caseId())) {
                walker.event(evidence(events));
                hasEvent = events.next();
            }
            walker.end(head);
        }
        while (hasEvent) {
            walker.orphan(evidence(events));
            hasEvent = events.next();
        }
    }

    private static Evidence evidence(ResultSet rows) throws SQLException {
        return new Evidence(rows.getString(1), rows.getInt(2), rows.getString(3), rows.getBytes(4));
    }

    /// Meets a case, its events and its end; `orphan` is an event whose case is gone.
    interface Walker {
        void begin(Head head);

        void event(Evidence evidence);

        void end(Head head);

        void orphan(Evidence evidence);
    }

    static <T> List<List<T>> slices(List<T> all, int size) {
        var slices = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += size) {
            slices.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return slices;
    }
}
