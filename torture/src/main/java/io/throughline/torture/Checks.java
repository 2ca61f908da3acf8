package io.throughline.torture;

import io.throughline.torture.Journal.Entry;
import io.throughline.torture.Journal.Told;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What must hold after each fault, read from the database, the callers' journal and the counterpart's books, and from
/// nothing else: in words of its own, with none of the platform's code.
///
/// A check looks at what changed since the one before, in one snapshot: while the platform goes on.
final class Checks {
    private static final int AT_ONCE = 500;

    private final Journal journal;
    private final Books books;
    private final Consumer<String> violated;
    private int told;
    private long since;
    private int runs;

    Checks(Journal journal, Books books, Consumer<String> violated) {
        this.journal = journal;
        this.books = books;
        this.violated = violated;
    }

    int runs() {
        return runs;
    }

    /// Checks what changed since the last time.
    void run(Connection con) throws SQLException {
        int until = journal.size();
        var entries = journal.between(told, until);
        told = until;
        check(con, entries, since, true);
    }

    /// Checks everything.
    void runAll(Connection con) throws SQLException {
        check(con, journal.between(0, journal.size()), 0, true);
    }

    /// Checks a database that was recovered from a part of the log.
    ///
    /// @param log how far the log goes: what was acknowledged later need not be there
    void runRecovered(Connection con, long log) throws SQLException {
        var entries = journal.between(0, journal.size()).stream()
                .map(one -> one.told() == Told.DONE && one.lsn() > log
                        ? new Entry(one.request(), one.account(), one.caseId(), Told.UNKNOWN, one.lsn())
                        : one)
                .toList();
        check(con, entries, 0, false);
    }

    private void check(Connection con, List<Entry> entries, long sinceTx, boolean isNow) throws SQLException {
        runs++;
        var posted = books.entries(); // before the snapshot: what was posted by then, somebody must know
        con.setAutoCommit(false);
        con.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        con.setReadOnly(true);
        try {
            since = number(con, "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
            var ids = new TreeSet<String>();
            try (var sql = con.prepareStatement("select distinct case_id from cases.event where tx >= ?")) {
                sql.setLong(1, sinceTx);
                var rows = sql.executeQuery();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            entries.stream().map(Entry::caseId).filter(id -> !id.isEmpty()).forEach(ids::add);
            if (isNow) {
                money(posted);
                posted.stream()
                        .map(Checks::caseOf)
                        .filter(id -> sinceTx == 0 || ids.contains(id))
                        .forEach(ids::add);
            }
            var acts = entries.stream()
                    .filter(one -> !one.request().isEmpty())
                    .collect(Collectors.groupingBy(Entry::caseId));
            var opened = entries.stream()
                    .filter(one -> one.request().isEmpty() && one.told() == Told.DONE)
                    .collect(Collectors.groupingBy(Entry::caseId));
            var all = List.copyOf(ids);
            for (int from = 0; from < all.size(); from += AT_ONCE) {
                var part = all.subList(from, Math.min(all.size(), from + AT_ONCE));
                new Part(con, part, acts, opened, isNow ? posted : List.of()).check();
            }
            orphans(con);
        } finally {
            con.rollback();
        }
    }

    /// I1 and I5: nothing was posted twice, whatever its key.
    private void money(List<Books.Entry> posted) {
        var seen = new HashMap<String, String>();
        for (var entry : posted) {
            var before = seen.put(entry.what(), entry.key());
            if (before != null) {
                violated.accept("I5 " + entry.what() + " was posted twice, under " + before + " and " + entry.key());
            }
        }
    }

    /// I4: an effect, an event and a once-key belong to a case.
    private void orphans(Connection con) throws SQLException {
        for (var table : List.of("effect", "once_key")) {
            long lost = number(
                    con,
                    "select count(*) from cases." + table
                            + " o where not exists (select from cases.case_row c where c.id = o.case_id and c.tenant = o.tenant)");
            if (lost > 0) {
                violated.accept("I4 " + lost + " rows of " + table + " belong to no case");
            }
        }
    }

    private static long number(Connection con, String query) throws SQLException {
        try (var sql = con.createStatement();
                var row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The case that a posting was made for, out of its key (`write/CASE/STEP/VISIT`); empty for a key of another
    /// shape.
    private static String caseOf(Books.Entry entry) {
        var parts = entry.key().split("/");
        return parts.length == 4 ? parts[1] : "";
    }

    /// Some cases of a check.
    private final class Part {
        private final Connection con;
        private final List<String> ids;
        private final Map<String, List<Entry>> acts;
        private final Map<String, List<Entry>> opened;
        private final Map<String, List<Books.Entry>> posted;
        private final Set<String> receipts;

        Part(
                Connection con,
                List<String> ids,
                Map<String, List<Entry>> acts,
                Map<String, List<Entry>> opened,
                List<Books.Entry> posted) {
            this.con = con;
            this.ids = ids;
            this.acts = acts;
            this.opened = opened;
            this.posted = posted.stream().collect(Collectors.groupingBy(Checks::caseOf));
            this.receipts = books.entries().stream().map(Books.Entry::receipt).collect(Collectors.toSet());
        }

        void check() throws SQLException {
            var found = read();
            for (var id : ids) {
                var one = found.get(id);
                if (one == null) {
                    lost(id);
                    continue;
                }
                one.check(receipts).forEach(violated);
                acts.getOrDefault(id, List.of()).forEach(act -> acted(one, act));
                for (var entry : opened.getOrDefault(id, List.of())) {
                    if (!one.opener.equals(entry.account())) {
                        violated.accept("I2 case " + id + " is not the one of " + entry.account());
                    }
                }
                for (var entry : posted.getOrDefault(id, List.of())) {
                    if (!one.effects.contains(entry.key()) && !one.tells(entry.receipt())) {
                        violated.accept(
                                "I2 " + entry.key() + " was posted, and its case neither knows it nor will ask");
                    }
                }
            }
        }

        private void lost(String id) {
            opened.getOrDefault(id, List.of())
                    .forEach(one -> violated.accept(
                            "I2 case " + id + " of " + one.account() + " was acknowledged and is gone"));
            acts.getOrDefault(id, List.of()).stream()
                    .filter(one -> one.told() == Told.DONE)
                    .forEach(one -> violated.accept(
                            "I2 " + one.request() + " was acknowledged, and its case " + id + " is gone"));
            posted.getOrDefault(id, List.of())
                    .forEach(one -> violated.accept("I2 " + one.key() + " was posted for a case that is not there"));
        }

        private void acted(Kept one, Entry act) {
            long there = one.actors.stream().filter(act.request()::equals).count();
            boolean wrong = switch (act.told()) {
                case DONE -> there != 1;
                case REFUSED, FAILED -> there != 0;
                case UNKNOWN -> there > 1;
            };
            if (wrong) {
                violated.accept("I2 " + act.request() + " of case " + one.id + " was told "
                        + act.told().name().toLowerCase(java.util.Locale.ROOT) + ", and is there " + there + " times");
            }
        }

        private Map<String, Kept> read() throws SQLException {
            var found = new LinkedHashMap<String, Kept>();
            var array = con.createArrayOf("uuid", ids.toArray());
            query(
                    "select c.id, c.status, c.events, c.head, c.timer_at, c.state::text, k.once_key, c.tenant from cases.case_row c"
                            + " left join cases.once_key k on k.tenant = c.tenant and k.case_id = c.id where c.id = any(?)",
                    array,
                    row -> found.put(row.getString(1), Kept.of(row)));
            query(
                    "select case_id, number, body, hash from cases.event where case_id = any(?) order by case_id, number",
                    array,
                    row -> {
                        var one = found.get(row.getString(1));
                        if (one == null) {
                            violated.accept("I4 evidence of case " + row.getString(1) + ", which is not there");
                        } else {
                            one.link(row.getInt(2), row.getString(3), row.getBytes(4));
                        }
                    });
            query("select case_id, key from cases.effect where case_id = any(?)", array, row -> {
                var one = found.get(row.getString(1));
                if (one != null) {
                    one.effects.add(row.getString(2));
                }
            });
            return found;
        }

        private interface Row {
            void read(java.sql.ResultSet row) throws SQLException;
        }

        private void query(String text, Array of, Row each) throws SQLException {
            try (var sql = con.prepareStatement(text)) {
                sql.setArray(1, of);
                var rows = sql.executeQuery();
                while (rows.next()) {
                    each.read(rows);
                }
            }
        }
    }

    /// Cases that have not ended: read when the faults are over and there was time.
    static List<String> unfinished(Connection con) throws SQLException {
        var left = new ArrayList<String>();
        try (var sql = con.createStatement();
                var rows = sql.executeQuery(
                        "select id, workflow, at_step, awaiting, queue from cases.case_row where status <> 'FINISHED' order by id")) {
            while (rows.next()) {
                left.add("I10 case " + rows.getString(1) + " (" + rows.getString(2) + ") has not ended: at "
                        + rows.getString(3) + ", waits for " + rows.getString(4)
                        + (rows.getString(5) == null ? "" : ", with " + rows.getString(5)));
            }
        }
        return left;
    }
}
