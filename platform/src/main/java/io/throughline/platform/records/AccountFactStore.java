package io.throughline.platform.records;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.records.Portfolio.KnownFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What is known of persons and accounts for the policy packs: bankruptcy, an attorney, a notice to cease … Entries are
/// added, never changed.
@Component
public class AccountFactStore {
    /// Facts of the person, whichever of their accounts they were told with.
    private static final Set<String> OF_PERSON = Set.of(
            "state",
            "age",
            "birth_date",
            "deceased",
            "bankruptcy",
            "scra",
            "vulnerability",
            "breathing_space",
            "mh_breathing_space",
            "confidential_endpoint",
            "employer_prohibits");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String tenant;

    public AccountFactStore(JdbcClient jdbc, JsonMapper json, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.json = json;
        this.tenant = tenant;
    }

    /// Whether a fact is the person's and holds for all their accounts.
    public static boolean isOfPerson(String name) {
        return OF_PERSON.contains(name);
    }

    /// Adds entries that say something new. Call with the person locked where messages are claimed at the same time.
    ///
    /// @param account null: whatever is said is said of the person
    /// @param facts a null takes a fact back
    public void add(
            String person,
            @Nullable String account,
            Map<String, ? extends @Nullable Object> facts,
            String source,
            Instant now,
            String by) {
        facts.forEach((name, value) -> jdbc.sql("""
                insert into records.account_fact (tenant, customer_id, account_id, name, value, source, recorded_at,
                        recorded_by)
                select :tenant, :person, :account, :name, cast(:value as jsonb), :source, :now, :by
                 where cast(:value as jsonb) is distinct from (
                       select value from records.account_fact
                        where tenant = :tenant and customer_id = :person
                          and account_id is not distinct from cast(:account as text) and name = :name
                        order by id desc limit 1)
                """)
                .param("tenant", tenant)
                .param("person", person)
                .param("account", isOfPerson(name) ? null : account)
                .param("name", name)
                .param("value", value == null ? null : json.writeValueAsString(value))
                .param("source", source)
                .param("now", now.atOffset(UTC))
                .param("by", by)
                .update());
    }

    /// By person, what counts now.
    public Map<String, KnownFacts> of(Collection<String> people) {
        var found = new HashMap<String, KnownFacts>();
        if (people.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                select distinct on (customer_id, account_id, name) customer_id, account_id, name, value
                  from records.account_fact
                 where tenant = :tenant and customer_id = any (:people)
                 order by customer_id, account_id, name, id desc
                """)
                .param("tenant", tenant)
                .param("people", people.toArray(String[]::new))
                .query(row -> {
                    var value = row.getString("value");
                    if (value != null) {
                        var known = found.computeIfAbsent(
                                row.getString("customer_id"),
                                _ -> new KnownFacts(new LinkedHashMap<>(), new LinkedHashMap<>()));
                        var account = row.getString("account_id");
                        (account == null
                                        ? known.ofPerson()
                                        : known.ofAccount().computeIfAbsent(account, _ -> new LinkedHashMap<>()))
                                .put(row.getString("name"), json.readValue(value, Object.class));
                    }
                });
        return found;
    }

    /// One entry of a person, for those who look it up.
    public record Entry(
            @Nullable String account,
            String name,
            @Nullable Object value,
            String source,
            Instant recordedAt,
            String recordedBy) {}

    /// Every entry about a person, oldest first.
    public List<Entry> entries(String person) {
        return jdbc.sql("""
                select account_id, name, value, source, recorded_at, recorded_by from records.account_fact
                 where tenant = :tenant and customer_id = :person order by id
                """)
                .param("tenant", tenant)
                .param("person", person)
                .query((row, _) -> new Entry(
                        row.getString("account_id"),
                        row.getString("name"),
                        row.getString("value") == null ? null : json.readValue(row.getString("value"), Object.class),
                        row.getString("source"),
                        row.getObject("recorded_at", java.time.OffsetDateTime.class)
                                .toInstant(),
                        row.getString("recorded_by")))
                .list();
    }
}
