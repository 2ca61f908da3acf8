package io.throughline.sandbox.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GsmTextTest {
    @Test
    void every_septet_of_the_alphabet_survives_a_round_trip() {
        for (int septet = 0; septet < 128; septet++) {
            if (septet != 0x1b) {
                var letter = GsmText.decode(new byte[] {(byte) septet});
                assertThat(GsmText.encode(letter))
                        .hasValueSatisfying(
                                back -> assertThat(GsmText.decode(back)).isEqualTo(letter));
            }
        }
    }

    @Test
    void known_letters_have_the_codes_of_the_standard() {
        assertThat(GsmText.encode("@$Å_ΔAaäà¿"))
                .hasValue(new byte[] {0x00, 0x02, 0x0e, 0x11, 0x10, 0x41, 0x61, 0x7b, 0x7f, 0x60});
        assertThat(GsmText.encode("€{}[]~\\|^")).hasValue(new byte[] {
            0x1b, 0x65, 0x1b, 0x28, 0x1b, 0x29, 0x1b, 0x3c, 0x1b, 0x3e, 0x1b, 0x3d, 0x1b, 0x2f, 0x1b, 0x40, 0x1b, 0x14
        });
    }

    @Test
    void what_is_in_neither_table_cannot_be_sent_as_gsm() {
        assertThat(GsmText.encode("Łódź")).isEmpty();
        assertThat(GsmText.encode("`")).isEmpty();
    }

    @Test
    void an_escape_without_an_extension_shows_the_letter_and_one_at_the_end_shows_nothing() {
        assertThat(GsmText.decode(new byte[] {0x1b, 0x41})).isEqualTo("A");
        assertThat(GsmText.decode(new byte[] {0x41, 0x1b})).isEqualTo("A");
    }
}
