package io.throughline.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.throughline.policy.pack.PolicyCase.Checked;
import io.throughline.understanding.Label;
import io.throughline.understanding.Message;
import io.throughline.understanding.Understanding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The packs against the founders' catalogue, where it lies beside the repository, and against our own
/// cases always.
class CatalogueCasesTest {
    private static final Path CATALOGUE = Path.of("..", "..", "shared", "compliance");
    private static final Pattern RULE = Pattern.compile("(?m)^- \\*\\*([\\w.-]+)\\*\\*");

    @Test
    void every_case_of_the_catalogue_is_decided_as_it_says() throws IOException {
        assertThat(differing(Files.readString(catalogue().resolve("cases.csv")), 300))
                .isEmpty();
    }

    @Test
    void every_case_of_our_own_is_decided_as_it_says() throws IOException {
        assertThat(differing(own(), 150)).isEmpty();
    }

    @Test
    void the_packs_have_every_rule_of_the_catalogue() throws IOException {
        var catalogue = new TreeSet<String>();
        RULE.matcher(Files.readString(catalogue().resolve("rules.md")))
                .results()
                .forEach(found -> catalogue.add(found.group(1)));

        assertThat(catalogue).hasSizeGreaterThan(140);
        assertThat(new TreeSet<>(Packs.shipped().rules().stream()
                        .map(PolicyRule::id)
                        .filter(id -> !id.startsWith("house."))
                        .toList()))
                .as("besides what the house asks of itself")
                .isEqualTo(catalogue);
    }

    /// Mutation by rule: a rule whose removal no case notices might as well not be there.
    @Test
    void every_rule_is_noticed_when_it_is_switched_off() throws IOException {
        var cases = new ArrayList<>(read(own()));
        var unnoticed = new TreeSet<String>();
        for (var rule : Packs.shipped().rules()) {
            var without = Packs.shipped().without(rule.id());
            var first = cases.stream().filter(one -> !one.check(without).ok()).findFirst();
            if (first.isEmpty()) {
                unnoticed.add(rule.id());
            } else {
                // the case that noticed this rule is likely to notice its neighbour too: ask it first
                cases.remove(first.get());
                cases.addFirst(first.get());
            }
        }

        assertThat(unnoticed).as("rules whose removal goes unnoticed").isEmpty();
    }

    @Test
    void every_reason_that_a_rule_can_give_is_given_in_some_case() throws IOException {
        var given = new TreeSet<String>();
        for (var one : read(own())) {
            var decision = one.check(Packs.shipped()).decision();
            given.add(decision.reason());
            given.addAll(decision.also());
        }
        var possible = new TreeSet<String>();
        Packs.shipped().rules().forEach(rule -> possible.addAll(rule.reasons()));
        possible.removeAll(given);

        assertThat(possible).as("reasons that no case of ours meets").isEqualTo(Set.of());
    }

    private static List<String> differing(String text, int least) {
        var cases = read(text);
        assertThat(cases).hasSizeGreaterThan(least);
        return cases.stream()
                .map(one -> one.check(Packs.shipped()))
                .filter(checked -> !checked.ok())
                .map(CatalogueCasesTest::told)
                .toList();
    }

    private static String told(Checked checked) {
        return checked.of().id() + ": expected " + checked.of().expected() + " "
                + checked.of().reason() + ", decided "
                + checked.decision().word() + " " + checked.decision().reason() + " also "
                + checked.decision().also();
    }

    static List<PolicyCase> read(String text) {
        var read = CaseTable.read(Packs.shipped(), "cases.csv", text, CatalogueCasesTest::understand);
        assertThat(read.problems()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        return read.cases();
    }

    /// With the classifier that the product uses.
    private static Optional<ReplyReader.Read> understand(String channel, String text) {
        var by = Message.Channel.valueOf(channel.toUpperCase(Locale.ROOT));
        var meaning = Understanding.shipped().of(new Message(by, text));
        return Optional.of(new ReplyReader.Read(
                meaning.labels().stream().map(Label::word).collect(Collectors.toSet()), meaning.doubtful()));
    }

    /// Without a reader of free words nothing is decided by guessing: the next message waits for a person.
    @Test
    void words_that_nobody_understands_hold_the_next_message() throws IOException {
        var rows = CaseTable.read(Packs.shipped(), "cases.csv", own(), ReplyReader.NONE).cases().stream()
                .filter(one -> one.reason().equals("OPT_OUT_NATURAL"))
                .toList();
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(
                        one -> assertThat(one.check(Packs.shipped()).decision().reason())
                                .isEqualTo("OPT_OUT_CLARIFY"));
    }

    static String own() throws IOException {
        return Files.readString(Packs.FOLDER.resolve("cases.csv"));
    }

    private static Path catalogue() {
        assumeTrue(Files.isDirectory(CATALOGUE), "the catalogue is not beside the repository: ../shared/compliance");
        return CATALOGUE;
    }
}
