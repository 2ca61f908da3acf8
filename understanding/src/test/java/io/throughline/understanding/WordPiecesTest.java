package io.throughline.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordPiecesTest {
    private final WordPieces pieces = new WordPieces(
            List.of("[UNK]", "[CLS]", "[SEP]", "stop", "call", "##ing", "##s", "!", "no", "a", "b", "c", "d"));

    @Test
    void words_are_cut_into_the_longest_pieces_without_case_and_accents() {
        assertThat(pieces.windows("Stop CALLING! nó calls", 64)).containsExactly(new int[] {1, 3, 4, 5, 7, 8, 4, 6, 2});
    }

    @Test
    void a_word_of_which_any_part_is_unknown_is_unknown() {
        assertThat(pieces.windows("callxyz ünbekannt stop", 64)).containsExactly(new int[] {1, 0, 0, 3, 2});
        assertThat(pieces.windows("", 64)).containsExactly(new int[] {1, 2});
    }

    @Test
    void what_is_longer_than_a_window_is_read_in_windows_that_share_a_third() {
        assertThat(pieces.windows("a b c d a b c d a b", 6))
                .containsExactly(
                        new int[] {1, 9, 10, 11, 12, 2}, new int[] {1, 12, 9, 10, 11, 2}, new int[] {1, 11, 12, 9, 10, 2
                        });
    }

    @Test
    void a_vocabulary_without_the_marks_is_refused() {
        assertThatThrownBy(() -> new WordPieces(List.of("stop"))).hasMessageContaining("[UNK]");
    }
}
