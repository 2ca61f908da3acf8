package io.throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.policy.Law;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every workflow that is shipped does what its scenarios say, and they cover what they ask for.
class ShippedScenariosTest {
    static final Path WORKFLOWS = Path.of("..", "workflows");

    @Test
    void every_shipped_scenario_holds_and_the_coverage_is_what_its_file_asks_for() throws IOException {
        var files = files();
        assertThat(files).isNotEmpty();
        for (var file : files) {
            var report = play(file);
            assertThat(report.results()).isNotEmpty();
            assertThat(report.results().stream().filter(result -> !result.ok())).isEmpty();
            assertThat(report.lacking()).as("coverage of %s", file).isEmpty();
        }
    }

    @Test
    void the_scenarios_of_arrears_cover_every_outcome_and_every_exception() throws IOException {
        var coverage =
                play(WORKFLOWS.resolve("collections/arrears.scenarios.yaml")).coverage();
        for (var kind : Coverage.Kind.values()) {
            assertThat(coverage.missing(kind)).as(kind.word()).isEmpty();
            assertThat(coverage.count(kind).total()).as(kind.word()).isPositive();
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(WORKFLOWS)) {
            return all.filter(file -> file.toString().endsWith(Scenarios.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    static Report play(Path file) throws IOException {
        var name = file.getFileName().toString().replace(Scenarios.SUFFIX, ".yaml");
        var definition = DefinitionReader.read(file.resolveSibling(name));
        return new Scenarios(Law.SHIPPED).play(definition, file.toString(), Files.readString(file));
    }
}
