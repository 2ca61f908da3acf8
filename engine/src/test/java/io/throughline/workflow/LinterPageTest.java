package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinterPageTest {
    @Test
    void the_page_has_every_rule_as_the_linter_has_it() throws IOException {
        var rows = Files.readAllLines(Path.of("..", "docs", "linter.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Rule.values())
                        .map(rule -> "| `" + rule.id() + "` | "
                                + rule.severity().word() + " | " + rule.reason() + " | " + rule.fix() + " |")
                        .toList());
    }
}
