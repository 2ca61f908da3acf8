package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
    @TempDir
    Path temp = Path.of("");

    private Path definition = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        var shipped = Home.find().path().resolve("workflows");
        for (var name : new String[] {
            "collections/arrears.yaml",
            "collections/arrears.scenarios.yaml",
            "collections/messages.yaml",
            "collections/disclosures.yaml",
            "systems/ledger.yaml",
            "systems/crm.yaml"
        }) {
            var copy = temp.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(shipped.resolve(name), copy);
        }
        definition = temp.resolve("collections/arrears.yaml");
    }

    private record Answer(int code, String out) {}

    /// The command writes where its process does.
    private static Answer run(String... arguments) {
        var kept = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return new Answer(Main.commandLine().execute(arguments), out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(kept);
        }
    }

    private void edit(String from, String to) throws IOException {
        var text = Files.readString(definition);
        assertThat(text).contains(from);
        Files.writeString(definition, text.replace(from, to));
    }

    @Test
    void a_sound_definition_is_0_also_when_it_is_searched_for_and_strictly() {
        assertThat(run("lint", temp.toString(), "--strict"))
                .satisfies(answer -> assertThat(answer.code()).isEqualTo(ExitCode.OK))
                .satisfies(answer -> assertThat(answer.out()).startsWith("1 definition, no problems"));
    }

    @Test
    void an_error_is_5_and_shown_with_its_line_and_a_mark_under_the_place() throws IOException {
        edit("refused: hand-over }", "refused: hand-ovr }");
        var answer = run("lint", definition.toString());
        assertThat(answer.code()).isEqualTo(ExitCode.BAD_INPUT);
        var lines = answer.out().lines().toList();
        assertThat(lines.getFirst()).isEqualTo(definition.toString());
        assertThat(answer.out()).contains("unknown-name").contains("did you mean \"hand-over\"?");
        int quoted = lines.indexOf("    | on: { acknowledged: options, refused: hand-ovr }");
        assertThat(lines.get(quoted + 1).indexOf('^'))
                .isEqualTo(lines.get(quoted).indexOf("hand-ovr"));
        assertThat(lines.getLast()).startsWith("1 definition, 1 error and 0 warnings");
    }

    @Test
    void a_warning_is_5_only_strictly() throws IOException {
        edit("person: hand-over\n", "");
        assertThat(run("lint", definition.toString()).code()).isEqualTo(ExitCode.OK);
        assertThat(run("lint", definition.toString(), "--strict").code()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void an_outcome_that_no_scenario_takes_is_a_warning_and_so_is_a_workflow_without_any() throws IOException {
        var scenarios = temp.resolve("collections/arrears.scenarios.yaml");
        var text = Files.readString(scenarios);
        Files.writeString(
                scenarios, text.substring(0, text.indexOf("\n  - scenario:", text.indexOf("- scenario:") + 1)));
        assertThat(run("lint", definition.toString()).out())
                .contains("no-scenario")
                .contains("no scenario ends step \"disclose\" as \"refused\"");
        Files.delete(scenarios);
        var answer = run("lint", definition.toString(), "--json");
        assertThat(answer.code()).isEqualTo(ExitCode.OK);
        assertThat(Json.parse(answer.out())).hasSize(1);
        assertThat(answer.out()).contains("no scenario tries workflow").contains("\"line\" : 2");
    }

    @Test
    void what_is_wrong_with_the_scenarios_is_told_with_the_definition() throws IOException {
        var scenarios = temp.resolve("collections/arrears.scenarios.yaml");
        Files.writeString(scenarios, Files.readString(scenarios).replaceFirst("customer ", "custmer "));
        var answer = run("lint", definition.toString());
        assertThat(answer.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.out()).startsWith(scenarios.toString());
    }

    @Test
    void queues_are_looked_at_where_it_is_known_who_serves_them() throws IOException {
        var shipped = Files.readString(Home.find().path().resolve("workflows/queues.yaml"));
        Files.writeString(temp.resolve("queues.yaml"), shipped);
        assertThat(run("lint", definition.toString(), "--strict").code()).isEqualTo(ExitCode.OK);
        edit("queue: verification,", "queue: verificaton,");
        assertThat(run("lint", definition.toString()).out())
                .contains("unserved-queue")
                .contains("nobody serves queue \"verificaton\"");
        Files.writeString(temp.resolve("queues.yaml"), shipped.replaceFirst("Mon-Fri 0", "weekdays 0"));
        assertThat(run("lint", definition.toString()).out()).contains("are no hours");
    }

    @Test
    void what_a_step_expects_of_another_workflow_is_looked_up_there() throws IOException {
        var shipped = Home.find().path().resolve("workflows");
        for (var folder : new String[] {"insurance", "escalation", "systems"}) {
            Files.createDirectories(temp.resolve(folder));
            try (var files = Files.list(shipped.resolve(folder))) {
                for (var file : files.toList()) {
                    Files.copy(
                            file,
                            temp.resolve(folder).resolve(file.getFileName()),
                            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        var claim = temp.resolve("insurance/claim-status.yaml");
        assertThat(run("lint", claim.toString(), "--strict").code()).isEqualTo(ExitCode.OK);
        Files.writeString(claim, Files.readString(claim).replace("workflow: escalation", "workflow: escalations"));
        assertThat(run("lint", claim.toString()).out())
                .contains("child-workflow")
                .contains("there is no workflow \"escalations\"");
    }

    @Test
    void json_is_a_list_of_what_was_found() throws IOException {
        assertThat(Json.parse(run("lint", definition.toString(), "--json").out()))
                .isEmpty();
        edit("attempts: 5", "attempts: 50");
        var found = Json.parse(run("lint", definition.toString(), "--json").out());
        assertThat(found).hasSize(1);
        assertThat(found.get(0).propertyNames())
                .containsExactly("file", "line", "column", "severity", "rule", "message");
        assertThat(Json.text(found.get(0), "file")).isEqualTo(definition.toString());
        assertThat(Json.text(found.get(0), "rule")).isEqualTo("shape");
        assertThat(Json.text(found.get(0), "severity")).isEqualTo("error");
    }

    @Test
    void a_file_that_is_not_there_is_4() {
        assertThat(run("lint", temp.resolve("no.yaml").toString()).code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("lint", temp.resolve("systems").toString()).code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void the_schema_is_the_file_that_ships() throws IOException {
        assertThat(run("schema").out())
                .isEqualTo(Files.readString(Home.find().path().resolve("workflows/workflow.schema.json")));
    }
}
