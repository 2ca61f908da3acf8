package io.throughline.platform.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PassagesTest {
    @Test
    void short_paragraphs_stand_together_and_long_ones_alone() {
        var passages = Passages.of("# A\nshort\n\nalso short\n\n" + "long ".repeat(140) + "\n## B\nend");
        assertThat(passages).hasSize(3);
        assertThat(passages.getFirst()).isEqualTo("# A\nshort\nalso short");
        assertThat(passages.getLast()).isEqualTo("## B\nend");
        assertThat(String.join("\n", passages)).contains("long long");
    }

    @Test
    void a_question_is_its_sentences_and_a_few_words_are_one() {
        assertThat(Passages.sentences("late fee?", 9)).containsExactly("late fee?");
        assertThat(Passages.sentences("They paid three days ago. It still shows as unpaid! OK.", 9))
                .isEqualTo(List.of("They paid three days ago.", "It still shows as unpaid!"));
        assertThat(Passages.sentences("one sentence of words. ".repeat(50), 9)).hasSize(9);
    }

    @Test
    void what_names_somebody_is_masked() {
        assertThat(Masked.of("call ann.reyes@example.com on +1 (555) 010-0142 about 2 cards\n4111 1111 1111 1111"))
                .isEqualTo("call … on +# about 2 cards #");
    }
}
