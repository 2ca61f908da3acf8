package io.throughline.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.understanding.Message.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrammarTest {
    @Test
    void a_sentence_is_made_of_its_parts_and_says_what_its_labels_say() {
        var rows = new Grammar(List.of(
                        "# a comment",
                        "sms.inf: text me",
                        "email.inf: email me",
                        "call.inf: call me",
                        "@chat stop-X > never {X.inf}"))
                .rows(20);
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.message().channel()).isEqualTo(Channel.CHAT);
            var label = row.message().text().toLowerCase().contains("text")
                    ? Label.STOP_SMS
                    : row.message().text().toLowerCase().contains("mail") ? Label.STOP_EMAIL : Label.STOP_CALL;
            if (row.message().text().matches("(?i)never (text|email|call) me")) {
                assertThat(row.labels()).isEqualTo(Set.of(label));
            }
        });
        assertThat(rows).extracting(MessageFile.Row::labels).doesNotContain(Set.of());
    }

    @Test
    void what_is_missing_is_named() {
        assertThatThrownBy(() -> new Grammar(List.of("none > {nothing} to see")).rows(1))
                .hasMessageContaining("there is no part {nothing}");
        assertThatThrownBy(() -> new Grammar(List.of("stop > now")).rows(1)).hasMessageContaining("stop is no label");
        assertThatThrownBy(() -> new Grammar(List.of("what is this"))).hasMessageContaining("what is this");
    }

    @Test
    void the_shipped_grammar_gives_the_same_rows_every_time() throws Exception {
        var lines = Files.readAllLines(Path.of("data/grammar.txt"));
        assertThat(new Grammar(lines).rows(2)).hasSizeGreaterThan(900).isEqualTo(new Grammar(lines).rows(2));
    }
}
