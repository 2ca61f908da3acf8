package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioRunTest {
    @TempDir
    Path temp = Path.of("");

    private final Terminal terminal = Terminal.of(
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(new ByteArrayOutputStream()),
            Map.of(),
            "never");

    @Test
    void a_failing_scenario_tells_the_line_what_was_expected_what_came_and_the_way_there() throws Exception {
        var folder = workflows("""
                - scenario: opens and is finished
                  when: [trigger, customer opens the link]
                  then: [case is finished as paid]
                - scenario: opens
                  when: [trigger]
                  then: [case is waiting at verify]
                """);
        var run = ScenarioRun.of(TestCommand.workflows(folder));
        assertThat(run.ok()).isFalse();
        assertThat(String.join("\n", run.lines(terminal)))
                .contains("failed opens and is finished")
                .contains("arrears.scenarios.yaml:3  case is finished as paid")
                .contains("got       the case is open at verify, waiting for customer")
                .contains("verify link-opened")
                .contains("not covered, exceptions: arrangement-not-posted")
                .contains("1 passed, 1 failed");
        var json = run.json();
        assertThat(json.at("/scenarios/0").toString())
                .contains(
                        "\"line\":3",
                        "\"ok\":false",
                        "\"step\":\"verify\"",
                        "\"expected\":\"case is finished as paid\"");
        assertThat(json.at("/scenarios/1/ok").asBoolean()).isTrue();
        assertThat(json.at("/coverage/steps/covered").asInt()).isEqualTo(1);
        assertThat(json.at("/coverage/outcomes/total").asInt()).isGreaterThan(30);
    }

    @Test
    void coverage_below_what_the_file_asks_for_fails_although_every_scenario_holds() throws Exception {
        var folder = workflows("""
                coverage: { outcomes: 100% }
                scenarios:
                  - scenario: opens
                    when: [trigger]
                    then: [case is waiting at verify]
                """);
        var run = ScenarioRun.of(TestCommand.workflows(folder.resolve("collections/arrears.yaml")));
        assertThat(run.ok()).isFalse();
        assertThat(String.join("\n", run.lines(terminal)))
                .contains("1 passed, 0 failed")
                .contains("outcomes are covered to 0 %, the file asks for 100 %");
        assertThat(run.json().at("/files/0/asked/outcomes").asInt()).isEqualTo(100);
    }

    @Test
    void what_is_wrong_with_a_file_is_told_by_its_place_and_stops_no_other() throws Exception {
        var folder = workflows("""
                - scenario: opens
                  when: [triger]
                  then: [case is waiting at verifi]
                """);
        var run = ScenarioRun.of(TestCommand.workflows(folder.resolve("collections/arrears.scenarios.yaml")));
        assertThat(run.ok()).isFalse();
        assertThat(run.lines(terminal))
                .anyMatch(line -> line.contains("arrears.scenarios.yaml:2:10") && line.contains("\"trigger\""))
                .anyMatch(line ->
                        line.contains("arrears.scenarios.yaml:3:10") && line.contains("did you mean \"verify\""));
        assertThat(run.json().at("/problems/0/line").asInt()).isEqualTo(2);
    }

    @Test
    void a_place_without_scenarios_is_not_found() throws Exception {
        var folder = workflows("");
        Files.delete(folder.resolve("collections/arrears.scenarios.yaml"));
        for (var place : List.of(folder, folder.resolve("collections/arrears.yaml"), folder.resolve("nothing.yaml"))) {
            assertThatThrownBy(() -> TestCommand.workflows(place))
                    .isInstanceOfSatisfying(
                            CommandFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_FOUND));
        }
    }

    @Test
    void the_command_answers_with_its_exit_code() throws Exception {
        var shipped = Home.find().path().resolve("workflows/collections");
        assertThat(Main.commandLine().execute("test", shipped.toString(), "--color", "never"))
                .isEqualTo(ExitCode.OK);
        var broken = workflows("[]");
        Files.writeString(broken.resolve("collections/arrears.yaml"), "workflow: arrears");
        assertThat(Main.commandLine().execute("test", broken.toString(), "--json"))
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    /// The shipped workflows with other scenarios.
    private Path workflows(String scenarios) throws IOException {
        var shipped = Home.find().path().resolve("workflows");
        var folder = temp.resolve("workflows");
        try (Stream<Path> all = Files.walk(shipped)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var name = shipped.relativize(file).toString();
                if (name.startsWith("collections/arrears.y")
                        || name.startsWith("systems/")
                        || name.endsWith("messages.yaml")
                        || name.endsWith("disclosures.yaml")) {
                    var copy = folder.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        Files.writeString(folder.resolve("collections/arrears.scenarios.yaml"), scenarios, StandardCharsets.UTF_8);
        return folder;
    }
}
