package io.throughline.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.diff.Difference.Concerns;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final Path ARREARS = Path.of("../workflows/collections/arrears.yaml");
    private static final String MAIN = "collections/arrears.yaml";
    private static final String MESSAGES = "collections/messages.yaml";
    private static final String DISCLOSURES = "collections/disclosures.yaml";

    @Test
    void a_version_differs_from_itself_in_nothing() throws Exception {
        assertThat(Differences.between(arrears(), arrears())).isEmpty();
    }

    @Test
    void a_choice_that_is_offered_to_fewer_concerns_customers() throws Exception {
        assertThat(changes(MAIN, "account.balance >= 50.00", "account.balance >= 75.00"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.concerns()).isEqualTo(Concerns.CUSTOMERS);
                    assertThat(it.text())
                            .startsWith("The choice \"plan\" of step \"options\": when it is offered was “")
                            .contains(">= 50.00")
                            .contains("is now “")
                            .contains(">= 75.00");
                });
    }

    @Test
    void a_queue_that_has_less_time_concerns_agents() throws Exception {
        assertThat(changes(MAIN, "within: 30m", "within: 20m"))
                .contains(new Difference(
                        Concerns.AGENTS,
                        "The exception \"payment-not-posted\": when it should be done was “30 minutes”, is now"
                                + " “20 minutes”."));
    }

    @Test
    void other_required_words_concern_compliance() throws Exception {
        var found = changes(DISCLOSURES, "debt collector", "collector of debts");
        assertThat(found).isNotEmpty().allSatisfy(it -> {
            assertThat(it.concerns()).isEqualTo(Concerns.COMPLIANCE);
            assertThat(it.text()).startsWith("The required words \"").contains("their text was “");
        });
    }

    @Test
    void a_message_with_other_words_concerns_customers() throws Exception {
        var found = changes(MESSAGES, "private message", "personal message");
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(
                        it -> assertThat(it.text()).startsWith("The message \"").contains("was “"));
    }

    @Test
    void what_is_new_or_gone_is_told_once_and_with_what_it_is() throws Exception {
        var files = bundle();
        files.computeIfPresent(
                MAIN,
                (_, text) ->
                        text.replace("abandoned: options", "abandoned: a-pause").replaceFirst("(?m)^exceptions:", """
                          a-pause: { kind: wait, for: 2d, on: { timed-out: options } }

                        exceptions:"""));
        var more = read(files);
        assertThat(Differences.between(arrears(), more))
                .containsExactlyInAnyOrder(
                        new Difference(Concerns.CUSTOMERS, "The step \"a-pause\" is new: wait."),
                        new Difference(
                                Concerns.CUSTOMERS,
                                "The step \"pay\": what follows \"abandoned\" was “options”, is now “a-pause”."));
        assertThat(Differences.between(more, arrears()))
                .contains(new Difference(Concerns.CUSTOMERS, "The step \"a-pause\" is gone: wait."));
    }

    @Test
    void a_way_that_leads_elsewhere_is_told_with_both_ends() throws Exception {
        assertThat(changes(MAIN, "post-payment, declined: options", "post-payment, declined: hand-over"))
                .containsExactly(new Difference(
                        Concerns.CUSTOMERS,
                        "The step \"pay\": what follows \"declined\" was “options”, is now “hand-over”."));
    }

    private static List<Difference> changes(String file, String was, String is) throws IOException {
        var files = bundle();
        assertThat(files.get(file)).contains(was);
        files.computeIfPresent(file, (_, text) -> text.replace(was, is));
        return Differences.between(arrears(), read(files));
    }

    private static Map<String, String> bundle() throws IOException {
        return new TreeMap<>(DefinitionReader.bundle(ARREARS));
    }

    private static Definition arrears() throws IOException {
        return read(bundle());
    }

    private static Definition read(Map<String, String> files) {
        return DefinitionReader.readAll(files, MAIN);
    }
}
