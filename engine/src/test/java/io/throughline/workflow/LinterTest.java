package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinterTest {
    private static final List<Broken> CASES = Broken.all();

    static Stream<Broken> broken() {
        return CASES.stream().filter(broken -> !broken.isSound());
    }

    static Stream<Broken> sound() {
        return CASES.stream().filter(Broken::isSound);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_fault_is_found_by_its_rule_at_its_place_and_nothing_else_is(Broken broken) {
        assertThat(broken.found(Rule.all())).containsExactly(broken.expected());
    }

    /// No rule is redundant or hidden behind another: without it, its faults go unseen.
    @ParameterizedTest
    @MethodSource("broken")
    void without_its_rule_a_fault_is_not_found_at_all(Broken broken) {
        assertThat(broken.foundWithout(broken.rule())).containsExactly(Broken.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void every_rule_has_a_broken_definition(Rule rule) {
        assertThat(broken()).anyMatch(broken -> broken.rule() == rule);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void an_error_stops_loading_and_a_warning_does_not(Broken broken) {
        if (broken.rule().severity() == Severity.ERROR) {
            assertThatThrownBy(() -> DefinitionReader.readAll(broken.files(), broken.file(), broken.around()))
                    .isInstanceOf(InvalidDefinition.class);
        } else {
            assertThat(DefinitionReader.readAll(broken.files(), broken.file(), broken.around())
                            .steps())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("sound")
    void the_definitions_they_were_made_from_are_sound(Broken sound) {
        assertThat(sound.found(Rule.all())).containsExactly(Broken.NOTHING);
    }

    @Test
    void there_are_many_and_each_is_named_by_its_rule() {
        assertThat(broken().count()).isGreaterThanOrEqualTo(60);
        assertThat(broken())
                .allSatisfy(broken -> assertThat(broken.path().getFileName().toString())
                        .startsWith(broken.rule().id() + "--"));
    }

    @Test
    void the_shipped_definitions_have_no_errors() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "workflows"))) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(DefinitionReader::isWorkflow)
                    .toList()) {
                var findings = new Linter(Rule.errors())
                        .lint(
                                DefinitionReader.surroundings(file),
                                List.of(DefinitionReader.main(file)),
                                Surroundings.NONE);
                assertThat(findings).as(file.toString()).isEmpty();
            }
        }
    }

    @Test
    void everything_wrong_with_a_file_is_told_at_once_in_order() throws IOException {
        var arrears = Path.of("..", "workflows", "collections", "arrears.yaml");
        var files = new TreeMap<>(DefinitionReader.bundle(arrears));
        files.computeIfPresent(
                "collections/arrears.yaml",
                (_, text) -> text.replace("owner: collections-operations", "ownr: x")
                        .replace("refused: hand-over }", "refused: hand-ovr }")
                        .replace("account.balance >= 50.00", "account.balanc >= 50.00")
                        .replace("amount: pay.amount", "amount: plan.amount")
                        .replace("person: hand-over\n", ""));
        assertThat(new Linter(Rule.all()).lint(files, List.of("collections/arrears.yaml"), Surroundings.NONE))
                .extracting(finding -> finding.rule().id())
                .containsExactly(
                        "missing", "no-person", "unknown-name", "unknown-name", "expression", "set-before-read");
    }

    @Test
    void ids_are_words_with_dashes_and_their_own() {
        assertThat(Arrays.stream(Rule.values()).map(Rule::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
    }
}
