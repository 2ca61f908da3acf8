package io.throughline.platform.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Profiles in PostgreSQL.
@Component
class ProfileStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String tenant;

    ProfileStore(JdbcClient jdbc, JsonMapper json, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.json = json;
        this.tenant = tenant;
    }

    Map<String, Profile> all() {
        var all = new HashMap<String, Profile>();
        jdbc.sql("select * from desk.profile where tenant = ?")
                .param(tenant)
                .query((row, _) -> all.put(row.getString("agent"), profile(row)))
                .list();
        return all;
    }

    Optional<Profile> find(String agent) {
        return jdbc.sql("select * from desk.profile where tenant = ? and agent = ?")
                .params(tenant, agent)
                .query((row, _) -> profile(row))
                .optional();
    }

    void put(String agent, Profile profile) {
        jdbc.sql("""
                insert into desk.profile (tenant, agent, teams, skills, languages, clearances, capacity)
                values (?, ?, ?, ?::jsonb, ?, ?, ?::jsonb)
                on conflict (tenant, agent) do update
                   set teams = excluded.teams, skills = excluded.skills, languages = excluded.languages,
                       clearances = excluded.clearances, capacity = excluded.capacity
                """)
                .params(tenant, agent)
                .param(array(profile.teams()))
                .param(json.writeValueAsString(profile.skills()))
                .param(array(profile.languages()))
                .param(array(profile.clearances()))
                .param(json.writeValueAsString(profile.capacity()))
                .update();
    }

    private static String[] array(Set<String> values) {
        return values.stream().sorted().toArray(String[]::new);
    }

    private Profile profile(ResultSet row) throws SQLException {
        return new Profile(
                Set.of((String[]) row.getArray("teams").getArray()),
                json.readValue(row.getString("skills"), new TypeReference<Map<String, Integer>>() {}),
                Set.of((String[]) row.getArray("languages").getArray()),
                Set.of((String[]) row.getArray("clearances").getArray()),
                json.readValue(row.getString("capacity"), new TypeReference<Map<String, Profile.Capacity>>() {}));
    }
}
