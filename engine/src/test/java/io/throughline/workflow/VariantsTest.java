package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VariantsTest {
    private static Audience of(String... pairs) {
        var conditions = new TreeMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            conditions.put(pairs[i], pairs[i + 1]);
        }
        return new Audience(conditions);
    }

    private static Definition.Message message(Audience... audiences) {
        var variants = new ArrayList<Definition.Message>();
        for (var audience : audiences) {
            variants.add(new Definition.Message(
                    "m", "sms", audience.language("en"), null, audience.toString(), audience, List.of()));
        }
        return new Definition.Message("m", "sms", "en", null, "base", Audience.ALL, variants);
    }

    @Test
    void the_most_specific_of_those_that_fit_is_said() {
        var words = message(
                of("language", "es"), of("jurisdiction", "US-NY"), of("language", "es", "jurisdiction", "US-NY"));
        assertThat(words.in(Map.of("language", "fr", "jurisdiction", "US-TX")).text())
                .isEqualTo("base");
        assertThat(words.in(Map.of("language", "es", "jurisdiction", "US-TX")).text())
                .isEqualTo("language es");
        assertThat(words.in(Map.of("language", "en", "jurisdiction", "US-NY")).text())
                .isEqualTo("jurisdiction US-NY");
        assertThat(words.in(Map.of("language", "es", "jurisdiction", "US-NY")).text())
                .isEqualTo("jurisdiction US-NY, language es");
        assertThat(words.in(Map.of()).text()).isEqualTo("base");
    }

    @Test
    void a_state_lies_within_its_country_and_not_the_other_way_round() {
        var words = message(of("jurisdiction", "US"), of("jurisdiction", "US-NY"));
        assertThat(words.in(Map.of("jurisdiction", "US-NY")).text()).isEqualTo("jurisdiction US-NY");
        assertThat(words.in(Map.of("jurisdiction", "US-TX")).text()).isEqualTo("jurisdiction US");
        assertThat(words.in(Map.of("jurisdiction", "UK")).text()).isEqualTo("base");
    }

    @Test
    void what_would_not_decide_is_found() {
        var es = of("language", "es");
        var ny = of("jurisdiction", "US-NY");
        assertThat(Variants.unclear(List.of(es, ny))).isPresent();
        assertThat(Variants.unclear(List.of(es, es))).isPresent();
        assertThat(Variants.unclear(List.of(es, ny, of("language", "es", "jurisdiction", "US-NY"))))
                .isEmpty();
        assertThat(Variants.unclear(List.of(es, of("language", "fr")))).isEmpty();
        // The wider of the two must be met in the narrower, too.
        assertThat(Variants.unclear(
                        List.of(es, of("jurisdiction", "US"), of("jurisdiction", "US-NY", "language", "es"))))
                .isPresent();
    }

    /// Whatever the order in which variants are written, the same is said.
    @Test
    void order_does_not_matter() {
        var some = List.of(
                of("language", "es"),
                of("channel", "sms"),
                of("language", "es", "channel", "sms"),
                of("jurisdiction", "US", "language", "es", "channel", "sms"));
        for (int turn = 0; turn < some.size(); turn++) {
            var turned = new ArrayList<>(some);
            java.util.Collections.rotate(turned, turn);
            var words = message(turned.toArray(Audience[]::new));
            assertThat(words.in(Map.of("language", "es", "channel", "sms", "jurisdiction", "US-CA"))
                            .text())
                    .isEqualTo("channel sms, jurisdiction US, language es");
            assertThat(words.in(Map.of("language", "es", "channel", "sms")).text())
                    .isEqualTo("channel sms, language es");
        }
    }

    @Test
    void a_text_is_measured_as_carriers_do() {
        assertThat(TextLength.of("a".repeat(160)).parts()).isOne();
        assertThat(TextLength.of("a".repeat(161)).parts()).isEqualTo(2);
        assertThat(TextLength.of("€".repeat(80)).parts()).isOne();
        assertThat(TextLength.of("€".repeat(81)).parts()).isEqualTo(2);
        assertThat(TextLength.of("mañana ¿qué?").isGsm()).isTrue();
        assertThat(TextLength.of("más")).isEqualTo(new TextLength(3, 1, "á"));
        assertThat(TextLength.of("á".repeat(71)).parts()).isEqualTo(2);
    }
}
