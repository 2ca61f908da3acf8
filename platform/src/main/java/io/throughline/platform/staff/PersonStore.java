package io.throughline.platform.staff;

import io.throughline.engine.Money;
import io.throughline.engine.Rights;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// People in PostgreSQL, and who changed them.
@Component
class PersonStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String tenant;

    PersonStore(JdbcClient jdbc, JsonMapper json, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.json = json;
        this.tenant = tenant;
    }

    Optional<Person> find(String id) {
        return jdbc.sql("select * from staff.person where tenant = ? and id = ?")
                .params(tenant, id)
                .query(this::person)
                .optional();
    }

    /// Everybody, by id.
    List<Person> all() {
        return jdbc.sql("select * from staff.person where tenant = ? order by id collate \"C\"")
                .param(tenant)
                .query(this::person)
                .list();
    }

    /// Keeps other changes out until this transaction is over.
    void lock() {
        jdbc.sql("lock table staff.person in exclusive mode").update();
    }

    void put(Person person) {
        jdbc.sql("""
                insert into staff.person (tenant, id, name, role, rights, skills) values (?, ?, ?, ?, ?::jsonb, ?)
                on conflict (tenant, id) do update
                   set name = excluded.name, role = excluded.role, rights = excluded.rights, skills = excluded.skills
                """)
                .params(
                        tenant,
                        person.id(),
                        person.name(),
                        person.role().word(),
                        json.writeValueAsString(PersonView.limits(person.own())),
                        person.skills().stream().sorted().toArray(String[]::new))
                .update();
    }

    void remove(String id) {
        jdbc.sql("delete from staff.person where tenant = ? and id = ?")
                .params(tenant, id)
                .update();
    }

    /// @param before null: was not there
    /// @param after null: is there no more
    void changed(Instant at, String actor, String id, @Nullable Person before, @Nullable Person after) {
        jdbc.sql("""
                insert into staff.change (tenant, at, actor, person, before, after) values (?, ?, ?, ?, ?::jsonb, ?::jsonb)
                """)
                .params(tenant, at.atOffset(ZoneOffset.UTC), actor, id)
                .param(before == null ? null : json.writeValueAsString(PersonView.of(before)))
                .param(after == null ? null : json.writeValueAsString(PersonView.of(after)))
                .update();
    }

    private Person person(ResultSet row, int number) throws SQLException {
        var own = new TreeMap<String, Rights.Limit>();
        json.readTree(row.getString("rights")).properties().forEach(right -> {
            var upTo = right.getValue().path("upTo");
            var percent = right.getValue().path("percent");
            own.put(
                    right.getKey(),
                    new Rights.Limit(
                            upTo.isObject()
                                    ? Money.fromFact(Map.of(
                                            "minor", upTo.path("minor").asLong(),
                                            "currency", upTo.path("currency").asString("")))
                                    : null,
                            percent.isInt() ? percent.asInt() : null));
        });
        return new Person(
                row.getString("id"),
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow(() -> new IllegalStateException("a role we do not know")),
                own,
                Set.of((String[]) row.getArray("skills").getArray()));
    }
}
