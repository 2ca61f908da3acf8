package io.throughline.platform.records;

import io.throughline.platform.records.ImportRow.Good;
import io.throughline.platform.records.ImportRow.Reject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes the rows of one import, a batch in one transaction and a few set-based statements. What
/// was seen in this file is kept in temporary tables, so that memory does not grow with the file.
final class ImportStore implements AutoCloseable {
    private final Connection con;
    private final String tenant;
    private final ImportFactStore facts;

    /// @param con the import's own connection; closed with it
    ImportStore(Connection con, String tenant, Instant now) throws SQLException {
        this.con = con;
        this.tenant = tenant;
        this.facts = new ImportFactStore(con, tenant, now);
        con.setAutoCommit(false);
        try (var statement = con.createStatement()) {
            // a plan kept from the first batches would scan the tables that have grown since, batch after batch
            statement.execute("""
                    set plan_cache_mode = force_custom_plan;
                    set enable_seqscan = off;
                    create temporary table seen_account (id text primary key, line bigint not null);
                    create temporary table seen_customer (id text primary key, line bigint not null, print text not null)
                    """);
        }
        con.commit();
    }

    /// @param rejects rows that contradict the file itself
    record Written(int added, int changed, int unchanged, List<Reject> rejects) {}

    Written write(List<Good> rows) throws SQLException {
        try {
            var rejects = new ArrayList<Reject>();
            var once = withoutContradictions(withoutDoubles(rows, rejects), rejects);
            var changedCustomers = upsertCustomers(once);
            var accounts = upsertAccounts(once);
            var told = facts.add(once);
            con.commit();
            int added = 0;
            int changed = 0;
            for (var row : once) {
                Boolean isNew = accounts.get(row.account().id());
                if (Boolean.TRUE.equals(isNew)) {
                    added++;
                } else if (isNew != null
                        || told.contains(row.account().id())
                        || changedCustomers.contains(row.customer().id())) {
                    changed++;
                }
            }
            return new Written(added, changed, once.size() - added - changed, rejects);
        } catch (SQLException e) {
            con.rollback();
            throw e;
        }
    }

    private List<Good> withoutDoubles(List<Good> rows, List<Reject> rejects) throws SQLException {
        var first = firstLines("""
                with new as (
                    insert into seen_account (id, line)
                    select id, min(line) from unnest(?::text[], ?::bigint[]) as row (id, line) group by id
                    on conflict do nothing returning id, line)
                select id, line from new
                union all
                select id, line from seen_account where id = any (?::text[])
                """, rows, row -> row.account().id());
        var once = new ArrayList<Good>();
        for (var row : rows) {
            long line = Objects.requireNonNull(first.get(row.account().id()));
            if (line == row.line()) {
                once.add(row);
            } else {
                rejects.add(new Reject(
                        row.line(), "account_id", row.account().id(), "is in this file already, on line " + line));
            }
        }
        return once;
    }

    private Map<String, Long> firstLines(String sql, List<Good> rows, Function<Good, String> id) throws SQLException {
        var first = new HashMap<String, Long>();
        try (var statement = con.prepareStatement(sql)) {
            statement.setArray(1, texts(rows, id));
            statement.setArray(2, array("bigint", rows, Good::line));
            statement.setArray(3, texts(rows, id));
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    first.put(found.getString(1), found.getLong(2));
                }
            }
        }
        return first;
    }

    /// A customer has one set of particulars in a file; else the file would change itself each time it is
    /// imported.
    private List<Good> withoutContradictions(List<Good> rows, List<Reject> rejects) throws SQLException {
        var prints = new HashMap<String, String>();
        var lines = new HashMap<String, Long>();
        try (var statement = con.prepareStatement("""
                with new as (
                    insert into seen_customer (id, line, print)
                    select distinct on (id) id, line, print
                      from unnest(?::text[], ?::bigint[], ?::text[]) as row (id, line, print)
                     order by id, line
                    on conflict do nothing returning id, line, print)
                select id, line, print from new
                union all
                select id, line, print from seen_customer where id = any (?::text[])
                """)) {
            statement.setArray(1, texts(rows, row -> row.customer().id()));
            statement.setArray(2, array("bigint", rows, Good::line));
            statement.setArray(3, texts(rows, ImportStore::print));
            statement.setArray(4, texts(rows, row -> row.customer().id()));
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    lines.put(found.getString(1), found.getLong(2));
                    prints.put(found.getString(1), found.getString(3));
                }
            }
        }
        var kept = new ArrayList<Good>();
        for (var row : rows) {
            String id = row.customer().id();
            if (print(row).equals(prints.get(id))) {
                kept.add(row);
            } else {
                rejects.add(new Reject(
                        row.line(), "customer_id", id, "has other particulars here than on line " + lines.get(id)));
            }
        }
        return kept;
    }

    private static String print(Good row) {
        var c = row.customer();
        String all = String.join(
                "\u001f",
                c.firstName(),
                c.lastName(),
                String.valueOf(c.dateOfBirth()),
                String.valueOf(c.phone()),
                String.valueOf(c.email()),
                String.valueOf(c.postalCode()),
                c.language(),
                String.valueOf(c.smsConsent()),
                String.valueOf(c.emailConsent()),
                ImportFactStore.ofPerson(row));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<String> upsertCustomers(List<Good> rows) throws SQLException {
        var customers = new LinkedHashMap<String, Good>();
        rows.forEach(row -> customers.put(row.customer().id(), row));
        var each = List.copyOf(customers.values());
        var changed = new HashSet<String>();
        try (var statement = con.prepareStatement("""
                insert into records.customer as old
                       (tenant, id, first_name, last_name, date_of_birth, phone, email, postal_code, language, sms_consent,
                        email_consent)
                select ?, * from unnest(?::text[], ?::text[], ?::text[], ?::date[], ?::text[], ?::text[], ?::text[], ?::text[],
                                        ?::boolean[], ?::boolean[])
                on conflict (tenant, id) do update
                   set (first_name, last_name, date_of_birth, phone, email, postal_code, language, sms_consent, email_consent)
                     = (excluded.first_name, excluded.last_name, excluded.date_of_birth, excluded.phone, excluded.email,
                        excluded.postal_code, excluded.language, excluded.sms_consent, excluded.email_consent)
                 where (old.first_name, old.last_name, old.date_of_birth, old.phone, old.email, old.postal_code, old.language,
                        old.sms_consent, old.email_consent)
                    is distinct from
                       (excluded.first_name, excluded.last_name, excluded.date_of_birth, excluded.phone, excluded.email,
                        excluded.postal_code, excluded.language, excluded.sms_consent, excluded.email_consent)
                returning id
                """)) {
            statement.setString(1, tenant);
            statement.setArray(2, texts(each, row -> row.customer().id()));
            statement.setArray(3, texts(each, row -> row.customer().firstName()));
            statement.setArray(4, texts(each, row -> row.customer().lastName()));
            statement.setArray(5, array("date", each, row -> date(row.customer().dateOfBirth())));
            statement.setArray(6, texts(each, row -> row.customer().phone()));
            statement.setArray(7, texts(each, row -> row.customer().email()));
            statement.setArray(8, texts(each, row -> row.customer().postalCode()));
            statement.setArray(9, texts(each, row -> row.customer().language()));
            statement.setArray(10, array("boolean", each, row -> row.customer().smsConsent()));
            statement.setArray(11, array("boolean", each, row -> row.customer().emailConsent()));
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    changed.add(found.getString(1));
                }
            }
        }
        return changed;
    }

    /// The accounts written, and whether each is new.
    private Map<String, Boolean> upsertAccounts(List<Good> rows) throws SQLException {
        var written = new HashMap<String, Boolean>();
        try (var statement = con.prepareStatement("""
                insert into records.account as old
                       (tenant, id, customer_id, creditor, original_creditor, currency, balance_minor, due_date,
                        broken_promises, product)
                select ?, * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::date[], ?::int[],
                                        ?::text[])
                on conflict (tenant, id) do update
                   set (customer_id, creditor, original_creditor, currency, balance_minor, due_date, broken_promises, product)
                     = (excluded.customer_id, excluded.creditor, excluded.original_creditor, excluded.currency,
                        excluded.balance_minor, excluded.due_date, excluded.broken_promises, excluded.product)
                 where (old.customer_id, old.creditor, old.original_creditor, old.currency, old.balance_minor, old.due_date,
                        old.broken_promises, old.product)
                    is distinct from
                       (excluded.customer_id, excluded.creditor, excluded.original_creditor, excluded.currency,
                        excluded.balance_minor, excluded.due_date, excluded.broken_promises, excluded.product)
                returning id, (xmax = 0) as added
                """)) {
            statement.setString(1, tenant);
            fillAccounts(statement, rows);
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    written.put(found.getString(1), found.getBoolean(2));
                }
            }
        }
        return written;
    }

    private void fillAccounts(PreparedStatement statement, List<Good> rows) throws SQLException {
        statement.setArray(2, texts(rows, row -> row.account().id()));
        statement.setArray(3, texts(rows, row -> row.account().customerId()));
        statement.setArray(4, texts(rows, row -> row.account().creditor()));
        statement.setArray(5, texts(rows, row -> row.account().originalCreditor()));
        statement.setArray(6, texts(rows, row -> row.account().currency()));
        statement.setArray(7, array("bigint", rows, row -> row.account().balanceMinor()));
        statement.setArray(8, array("date", rows, row -> date(row.account().dueDate())));
        statement.setArray(9, array("int4", rows, row -> row.account().brokenPromises()));
        statement.setArray(10, texts(rows, row -> row.account().product()));
    }

    private Array texts(List<Good> rows, Function<Good, @Nullable String> value) throws SQLException {
        return array("text", rows, value::apply);
    }

    private Array array(String type, List<Good> rows, Function<Good, @Nullable Object> value) throws SQLException {
        var values = new @Nullable Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return con.createArrayOf(type, values);
    }

    private static @Nullable Date date(java.time.@Nullable LocalDate date) {
        return date == null ? null : Date.valueOf(date);
    }

    @Override
    public void close() throws SQLException {
        try (con;
                var statement = con.createStatement()) {
            con.rollback();
            statement.execute("""
                    drop table if exists pg_temp.seen_account, pg_temp.seen_customer;
                    reset plan_cache_mode;
                    reset enable_seqscan""");
            con.commit();
            con.setAutoCommit(true);
        }
    }
}
