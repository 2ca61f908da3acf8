package io.throughline.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LetteringTest {
    @Test
    void a_text_is_broken_at_its_spaces_and_no_line_is_too_wide() {
        assertThat(Lettering.PLAIN.wrap("  Choose: How would you like to settle this? ", 12, 120))
                .containsExactly("Choose: How would", "you like to settle", "this?")
                .allMatch(line -> Lettering.PLAIN.width(line, 12) <= 120);
    }

    @Test
    void a_word_that_is_too_long_is_broken_after_a_dot_or_hyphen_and_keeps_all_its_letters() {
        var lines = Lettering.PLAIN.wrap("ledger.post-arrangement-of-everything", 12, 120);
        assertThat(lines).first().asString().endsWith("-");
        assertThat(String.join("", lines)).isEqualTo("ledger.post-arrangement-of-everything");
        assertThat(String.join("", Lettering.STRONG.wrap("Donaudampfschifffahrtsgesellschaft", 13, 60)))
                .isEqualTo("Donaudampfschifffahrtsgesellschaft");
    }

    @Test
    void letters_outside_the_table_count_as_wide_and_are_not_cut_in_two() {
        assertThat(Lettering.PLAIN.width("ö", 10)).isGreaterThan(Lettering.PLAIN.width("o", 10));
        assertThat(Lettering.PLAIN.width("支", 10)).isEqualTo(15);
        for (var line : Lettering.PLAIN.wrap("𝒜𝒜𝒜𝒜𝒜", 10, 20)) {
            assertThat(line.codePointCount(0, line.length()) * 2).isEqualTo(line.length());
        }
    }

    @Test
    void a_number_stays_with_its_unit() {
        assertThat(Lettering.PLAIN.wrap("within 30" + Words.NO_BREAK + "d", 12, 60))
                .containsExactly("within", "30" + Words.NO_BREAK + "d");
    }
}
