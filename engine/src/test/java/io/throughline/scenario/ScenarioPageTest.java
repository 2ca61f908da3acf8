package io.throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.policy.Law;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page tells the whole grammar, and its examples are true.
class ScenarioPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml (\\w+)\\n(.*?)^```");
    private final String page;

    ScenarioPageTest() throws IOException {
        page = Files.readString(Path.of("..", "docs", "scenarios.md"));
    }

    @Test
    void every_example_holds() {
        var examples = EXAMPLE.matcher(page).results().toList();
        assertThat(examples).hasSizeGreaterThan(3);
        for (var example : examples) {
            var report = new Scenarios(Law.SHIPPED)
                    .play(Definitions.named(example.group(1)), "docs/scenarios.md", example.group(2));
            assertThat(report.results()).isNotEmpty();
            assertThat(report.results().stream().filter(result -> !result.ok())).isEmpty();
            assertThat(report.lacking()).isEmpty();
        }
    }

    @Test
    void every_form_of_a_line_is_on_the_page() {
        var shapes = Stream.of(Verbs.ALL, Events.ALL, Checks.ALL)
                .<Form<?>>flatMap(List::stream)
                .map(Form::shape)
                .toList();
        assertThat(shapes)
                .hasSizeGreaterThan(60)
                .allSatisfy(shape -> assertThat(page).contains("`" + shape + "`"));
    }
}
