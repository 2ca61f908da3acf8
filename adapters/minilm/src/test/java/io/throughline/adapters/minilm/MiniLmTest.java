package io.throughline.adapters.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The real model.
class MiniLmTest {
    private final MiniLm model = new MiniLm();

    @Test
    void texts_of_like_meaning_lie_near_each_other_without_a_word_in_common() {
        var vectors = model.embed(List.of(
                "When may a late charge be waived?", "Forgiving penalty fees", "The weather in the mountains", ""));
        assertThat(vectors).hasSize(4).allSatisfy(vector -> {
            assertThat(vector).hasSize(384);
            assertThat(dot(vector, vector)).isBetween(0.999f, 1.001f);
        });
        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(0.3f);
        assertThat(dot(vectors.get(0), vectors.get(2))).isLessThan(0.2f);
    }

    @Test
    void the_same_text_has_the_same_vector_alone_and_among_others() {
        var alone = model.embed(List.of("A payment plan")).getFirst();
        var among = model.embed(List.of("Something much longer that is read together with it", "A payment plan"));
        assertThat(dot(alone, among.get(1))).isGreaterThan(0.999f);
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
