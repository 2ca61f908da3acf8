package io.throughline.rehearsal.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.rehearsal.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the docs say is presumed is what is presumed.
class DocsTest {
    private static String block(String name) throws IOException {
        var text = Files.readString(Path.of("..", "docs", "rehearsal.md"));
        var from = "```yaml " + name + "\n";
        assertThat(text).contains(from);
        var rest = text.substring(text.indexOf(from) + from.length());
        return rest.substring(0, rest.indexOf("```"));
    }

    @Test
    void the_behaviour_in_the_docs_is_the_presumed_one() throws IOException {
        var written = BehaviourReader.read("docs", block("behaviour"), List.of());
        var presumed = BehaviourReader.defaults();
        assertThat(written.kinds()).isEqualTo(presumed.kinds());
        assertThat(written)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .ignoringFields("kinds", "reads", "reachable", "consents")
                .isEqualTo(presumed);
        assertThat(written.reads()).isEqualTo(presumed.reads());
        assertThat(written.reachable()).isEqualTo(presumed.reachable());
        assertThat(written.consents()).isEqualTo(presumed.consents());
    }

    @Test
    void the_lines_in_the_docs_can_be_read() throws IOException {
        var plan =
                FloorReader.read("docs", block("lines"), List.of(Shipped.workflow("collections/arrears.yaml")), 4_000);
        assertThat(plan.line("collections").staff().most()).isEqualTo(17);
        assertThat(plan.presumed()).containsExactly("operations", "payment-operations");
    }
}
