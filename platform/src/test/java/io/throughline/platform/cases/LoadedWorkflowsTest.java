package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.engine.By;
import io.throughline.engine.Input;
import io.throughline.platform.TestDatabase;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.InvalidDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/// The product's own workflow in a folder that changes, and a process that starts again on the same database.
class LoadedWorkflowsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T15:00:00Z"));
    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.fresh());

    private final Random random = new Random(7);

    @TempDir
    Path folder;

    @BeforeEach
    void the_products_workflows() throws IOException {
        var from = Path.of("..", "workflows");
        try (var paths = Files.walk(from)) {
            for (var path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                var to = folder.resolve(from.relativize(path).toString());
                Files.createDirectories(to.getParent());
                Files.copy(path, to);
            }
        }
    }

    private LoadedWorkflows start() {
        var workflows = new LoadedWorkflows(new DefinitionStore(jdbc, "main", CLOCK), DefinitionReader::readAll);
        workflows.load(WorkflowSource.in(folder));
        return workflows;
    }

    private DurableCases cases(Workflows workflows) {
        return new DurableCases(
                new CaseStore(jdbc, "main"),
                new CaseWriter(new ChangeStore(jdbc, "main"), Pause.PARKED, CaseSettings.usual()),
                new KnownCases(10),
                workflows,
                Rules.ENGINE,
                "main",
                CLOCK,
                random,
                Pause.PARKED,
                new CaseSignals(new SimpleMeterRegistry()));
    }

    private void change(String file, String good, String other) {
        try {
            var path = folder.resolve(file);
            var text = Files.readString(path);
            assertThat(text).contains(good);
            Files.writeString(path, text.replace(good, other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_case_stays_with_the_version_it_began_with_after_the_file_has_changed() {
        var before = start();
        var id = cases(before)
                .open("arrears", Map.of("accountId", "A-1"), By.SYSTEM, "one")
                .caseId();
        var version = before.current("arrears").version();
        var words = before.current("arrears").messages().get("arrears-first").text();

        change("collections/messages.yaml", "we have a private message for you", "we have something for you");
        var after = start();
        var cases = cases(after);
        var younger = cases.open("arrears", Map.of("accountId", "A-2"), By.SYSTEM, "two")
                .caseId();

        var state = cases.find(id).orElseThrow();
        assertThat(state.version())
                .isEqualTo(version)
                .isNotEqualTo(after.current("arrears").version());
        assertThat(after.version("arrears", state.version())
                        .messages()
                        .get("arrears-first")
                        .text())
                .isEqualTo(words);
        assertThat(cases.apply(id, new Input.TimerDue(), By.SYSTEM).state().version())
                .isEqualTo(version);
        assertThat(cases.find(younger).orElseThrow().version())
                .isEqualTo(after.current("arrears").version());
    }

    @Test
    void loading_the_same_files_again_keeps_one_version() {
        start();
        var workflows = start();
        assertThat(kept()).hasSameSizeAs(workflows.names());
    }

    @Test
    void a_broken_file_is_refused_and_what_was_in_force_stays_in_force() {
        var workflows = start();
        var version = workflows.current("arrears").version();
        change("collections/arrears.yaml", "kind: verify", "kind: verfy");

        assertThatThrownBy(() -> workflows.load(WorkflowSource.in(folder))).isInstanceOf(InvalidDefinition.class);

        assertThat(workflows.current("arrears").version()).isEqualTo(version);
        assertThat(kept()).hasSameSizeAs(workflows.names());
    }

    @Test
    void a_change_to_one_workflow_makes_no_new_version_of_another() {
        var before = start();
        change("collections/messages.yaml", "we have a private message for you", "we have something for you");
        var after = start();

        assertThat(after.current("arrears").version())
                .isNotEqualTo(before.current("arrears").version());
        assertThat(after.current("failed-payment").version())
                .isEqualTo(before.current("failed-payment").version());
    }

    private List<Integer> kept() {
        return jdbc.queryForList("select 1 from cases.definition", Integer.class);
    }

    @Test
    void an_unknown_workflow_and_an_unknown_version_are_said_so() {
        var workflows = start();

        assertThatThrownBy(() -> workflows.current("arears")).isInstanceOf(Cases.UnknownWorkflow.class);
        assertThatThrownBy(() -> workflows.version("arrears", "never")).hasMessageContaining("was never loaded here");
    }
}
