package io.throughline.platform.versions;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The SQL of definitions: the source of every version there has been. Written once, never changed.
final class DefinitionStore {
    private static final JsonMapper JSON = new JsonMapper();
    private final JdbcTemplate jdbc;
    private final String tenant;
    private final InstantSource clock;

    DefinitionStore(JdbcTemplate jdbc, String tenant, InstantSource clock) {
        this.jdbc = jdbc;
        this.tenant = tenant;
        this.clock = clock;
    }

    void keep(String workflow, String version, WorkflowSource source) {
        jdbc.update(
                """
                insert into cases.definition (tenant, workflow, version, main, files, loaded_at)
                values (?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                """,
                tenant,
                workflow,
                version,
                source.main(),
                write(source.files()),
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    Optional<WorkflowSource> find(String workflow, String version) {
        return jdbc
                .query(
                        "select files, main from cases.definition where tenant = ? and workflow = ? and version = ?",
                        (row, _) -> new WorkflowSource(texts(row.getString(1)), row.getString(2)),
                        tenant,
                        workflow,
                        version)
                .stream()
                .findFirst();
    }

    /// Versions of a workflow whose content hash begins so.
    List<String> beginning(String workflow, String prefix) {
        return jdbc.queryForList(
                "select version from cases.definition where tenant = ? and workflow = ? and starts_with(version, ?)",
                String.class,
                tenant,
                workflow,
                prefix);
    }

    static String write(Map<String, ?> map) {
        return JSON.writeValueAsString(map);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(String json) {
        return JSON.readValue(json, Map.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> texts(String json) {
        return JSON.readValue(json, Map.class);
    }
}
