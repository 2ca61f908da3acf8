package io.throughline.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.workflow.InvalidDefinition;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is wrong in a pack is told with its place and the nearest name; nothing wrong is ever loaded.
class PackReaderTest {
    private static final String HEAD = """
            pack: mine
            title: Mine
            version: "1"
            about: A pack of a test.
            jurisdictions: [US]
            rules:
              mine.rule:
                title: A rule
                says: It says no.
                cite: nowhere
                status: house
            """;

    @Test
    void a_fact_that_is_not_known_is_named_with_its_place() {
        assertThatThrownBy(() -> read(HEAD + """
                    clauses:
                      - deny: NO
                        when: account.deceasd
                """))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("mine.yaml:14:15")
                .hasMessageContaining("undefined field 'deceasd'");
    }

    @Test
    void a_condition_must_be_true_or_false() {
        assertThatThrownBy(() -> read(HEAD + """
                    clauses:
                      - deny: NO
                        when: "today + 1"
                """))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("mine.yaml:14:15")
                .hasMessageContaining("bool");
    }

    @Test
    void a_date_does_not_compare_with_a_text() {
        assertThatThrownBy(() -> read(HEAD + """
                    clauses:
                      - deny: NO
                        when: "account.paid == 'yesterday'"
                """))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("no matching overload");
    }

    @Test
    void a_word_of_the_scope_that_is_not_known_gets_the_nearest() {
        assertThatThrownBy(() -> read(HEAD + """
                    for: {channels: [voice_life], actors: [TPC]}
                    clauses: []
                """))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("did you mean \"voice_live\"?");
    }

    @Test
    void a_key_that_is_not_known_gets_the_nearest() {
        assertThatThrownBy(() -> read(HEAD + """
                    clauses:
                      - deny: NO
                        whem: "true"
                """))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("did you mean \"when\"?");
    }

    @Test
    void a_rule_that_is_lifted_must_be_there() {
        assertThatThrownBy(() -> read(HEAD + """
                    clauses:
                      - lift: [mine.rul]
                        reason: OK
                """))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("did you mean \"mine.rule\"?");
    }

    @Test
    void a_limit_needs_a_period() {
        assertThatThrownBy(() -> read(HEAD + """
                    clauses:
                      - deny: NO
                        most: 3
                        of: "contact.dir == 'out'"
                """))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("a limit needs a period");
    }

    @Test
    void hours_are_written_from_to() {
        assertThatThrownBy(() -> read(HEAD + """
                    clauses:
                      - deny: NO
                        open: {daily: "8-21"}
                """))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("08:00-21:00");
    }

    @Test
    void every_finding_is_told_at_once() {
        assertThatThrownBy(() -> read(HEAD.replace("status: house", "status: sure") + """
                    clauses:
                      - deny: NO
                        when: nonsense
                """))
                .hasMessageContaining("is not a status")
                .hasMessageContaining("undeclared reference to 'nonsense'");
    }

    @Test
    void without_the_fact_model_nothing_is_read() {
        assertThatThrownBy(() -> PackReader.read(Map.of("mine.yaml", HEAD)))
                .hasMessageContaining("there is no facts.yaml");
    }

    @Test
    void a_signature_covers_one_wording() {
        var pack = Packs.shipped().packs().getFirst();
        var pair = SigningPair.make("counsel");
        var signature = PackSignature.of(pack, pair, java.time.LocalDate.of(2026, 11, 22));

        assertThat(PackSignature.parse(signature.text())).isEqualTo(signature);
        assertThat(signature.covers(pack)).isTrue();
        assertThat(signature.covers(Packs.shipped().packs().get(1))).isFalse();
        assertThatThrownBy(() -> PackSignature.parse("sha256: abc")).hasMessageContaining("sha256");
    }

    @Test
    void a_signature_holds_for_its_key_its_name_and_its_day_only() {
        var pack = Packs.shipped().packs().getFirst();
        var pair = SigningPair.parse(SigningPair.make("counsel").text());
        var open = CounselKey.parse(pair.open().text());
        var signature = PackSignature.of(pack, pair, java.time.LocalDate.of(2026, 11, 22));

        assertThat(signature.isBy(open)).isTrue();
        assertThat(signature.isBy(SigningPair.make("counsel").open())).isFalse();
        assertThat(signature.isBy(new CounselKey("Mallory", open.key()))).isFalse();
        assertThat(PackSignature.parse(signature.text().replace("2026-11-22", "2026-11-23"))
                        .isBy(open))
                .isFalse();
        assertThatThrownBy(() -> SigningPair.parse(open.text())).hasMessageContaining("PRIVATE KEY");
        assertThatThrownBy(() -> CounselKey.parse("hello")).hasMessageContaining("PUBLIC KEY");
        assertThatThrownBy(() -> SigningPair.parse(pair.text().split("Signer: counsel\n-----BEGIN PUBLIC")[0]
                        + SigningPair.make("counsel").open().text()))
                .hasMessageContaining("not a pair");
    }

    private static Policy read(String pack) {
        var texts = new TreeMap<String, String>();
        texts.put(PackReader.FACTS, Packs.texts().get(PackReader.FACTS));
        texts.put("mine.yaml", pack);
        return PackReader.read(texts);
    }
}
