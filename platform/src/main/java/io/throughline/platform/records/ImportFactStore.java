package io.throughline.platform.records;

import io.throughline.platform.records.ImportRow.Good;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes what the rows of a portfolio say for the policy packs, in the transaction of their batch. What was said
/// already is not said again; entries are added, never changed.
final class ImportFactStore {
    private static final String SOURCE = "portfolio";
    private final Connection con;
    private final String tenant;
    private final Instant now;

    ImportFactStore(Connection con, String tenant, Instant now) {
        this.con = con;
        this.tenant = tenant;
        this.now = now;
    }

    /// What a row says of its person, which another row of the person must not contradict.
    static String ofPerson(Good row) {
        var ofPerson = new TreeMap<>(row.facts());
        ofPerson.keySet().removeIf(name -> !AccountFactStore.isOfPerson(name));
        return ofPerson.isEmpty() ? "" : json(ofPerson);
    }

    /// @return accounts of which, or of whose person, something new was said
    Set<String> add(List<Good> rows) throws SQLException {
        var people = new ArrayList<String>();
        var accounts = new ArrayList<@Nullable String>();
        var rowsOf = new ArrayList<String>();
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        var saidOfPerson = new HashSet<String>();
        for (var row : rows) {
            row.facts().forEach((name, value) -> {
                boolean isOfPerson = AccountFactStore.isOfPerson(name);
                if (!isOfPerson || saidOfPerson.add(row.customer().id() + " " + name)) {
                    people.add(row.customer().id());
                    accounts.add(isOfPerson ? null : row.account().id());
                    rowsOf.add(row.account().id());
                    names.add(name);
                    values.add(json(value));
                }
            });
        }
        return people.isEmpty() ? Set.of() : add(people, accounts, rowsOf, names, values);
    }

    private Set<String> add(
            List<String> people,
            List<@Nullable String> accounts,
            List<String> rows,
            List<String> names,
            List<String> values)
            throws SQLException {
        var told = new HashSet<String>();
        try (var statement = con.prepareStatement("""
                with said as (
                  select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                             as one(person, account, of_row, name, value)
                ), fresh as (
                  select said.* from said
                   where said.value::jsonb is distinct from (
                         select value from records.account_fact
                          where tenant = ? and customer_id = said.person
                            and account_id is not distinct from said.account and name = said.name
                          order by id desc limit 1)
                ), added as (
                  insert into records.account_fact (tenant, customer_id, account_id, name, value, source, recorded_at,
                         recorded_by)
                  select ?, person, account, name, value::jsonb, ?, ?, 'import' from fresh
                )
                select distinct of_row from fresh
                """)) {
            statement.setArray(1, con.createArrayOf("text", people.toArray()));
            statement.setArray(2, con.createArrayOf("text", accounts.toArray()));
            statement.setArray(3, con.createArrayOf("text", rows.toArray()));
            statement.setArray(4, con.createArrayOf("text", names.toArray()));
            statement.setArray(5, con.createArrayOf("text", values.toArray()));
            statement.setString(6, tenant);
            statement.setString(7, tenant);
            statement.setString(8, SOURCE);
            statement.setObject(9, now.atOffset(ZoneOffset.UTC));
            try (var fresh = statement.executeQuery()) {
                while (fresh.next()) {
                    told.add(fresh.getString(1));
                }
            }
        }
        return told;
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
