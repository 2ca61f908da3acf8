package io.throughline.platform.cases;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/// The SQL of definitions: the source of every version that was loaded. Written once, never changed.
final class DefinitionStore {
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
                CaseJson.write(source.files()),
                CaseStore.at(clock.instant()));
    }

    @SuppressWarnings("unchecked")
    Optional<WorkflowSource> find(String workflow, String version) {
        return jdbc
                .query(
                        "select files, main from cases.definition where tenant = ? and workflow = ? and version = ?",
                        (row, _) -> new WorkflowSource(
                                (Map<String, String>) CaseJson.read(row.getString(1), Map.class), row.getString(2)),
                        tenant,
                        workflow,
                        version)
                .stream()
                .findFirst();
    }
}
