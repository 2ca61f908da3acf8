package io.throughline.platform.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {
    @ParameterizedTest
    @CsvSource({"a, 160, 1", "a, 161, 2", "a, 306, 2", "a, 307, 3", "€, 80, 1", "€, 81, 2", "€, 152, 2", "€, 153, 3"})
    void gsm_parts_hold_160_or_153_septets_and_escapes_are_not_torn(String letter, int times, int parts) {
        var text = SmsText.of(letter.repeat(times));
        assertThat(text.ucs2()).isFalse();
        assertThat(text.parts()).hasSize(parts);
        var joined = new ByteArrayOutputStream();
        text.parts().forEach(joined::writeBytes);
        assertThat(SmsText.fromGsm(joined.toByteArray())).isEqualTo(letter.repeat(times));
        assertThat(text.parts())
                .allSatisfy(part -> assertThat(part[part.length - 1]).isNotEqualTo((byte) 0x1b));
    }

    @ParameterizedTest
    @CsvSource({"ж, 70, 1", "ж, 71, 2", "ж, 134, 2", "ж, 135, 3", "😀, 35, 1", "😀, 36, 2", "😀, 67, 3"})
    void ucs2_parts_hold_70_or_67_characters_and_pairs_are_not_torn(String letter, int times, int parts) {
        var text = SmsText.of(letter.repeat(times));
        assertThat(text.ucs2()).isTrue();
        assertThat(text.parts()).hasSize(parts);
        assertThat(text.parts().stream().map(part -> new String(part, StandardCharsets.UTF_16BE)))
                .allSatisfy(part -> assertThat(part).doesNotContain("?"))
                .satisfies(all -> assertThat(String.join("", all)).isEqualTo(letter.repeat(times)));
    }

    @Test
    void the_alphabet_has_128_places_and_reads_back() {
        var all = new byte[128];
        for (int i = 0; i < 128; i++) {
            all[i] = (byte) (i == 0x1b ? 0x20 : i);
        }
        var text = SmsText.fromGsm(all);
        assertThat(text).hasSize(128).startsWith("@£$¥").endsWith("üà");
        assertThat(SmsText.of(text).parts().getFirst()).isEqualTo(all);
    }
}
