package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReaderTest {
    private static final Path ARREARS = Path.of("..", "workflows", "collections", "arrears.yaml");

    @Test
    void the_arrears_workflow_reads_without_a_problem_and_is_named_by_its_content() throws IOException {
        var definition = DefinitionReader.read(ARREARS);
        assertThat(definition.steps().firstEntry().getKey()).isEqualTo("verify");
        assertThat(definition.version()).hasSize(64);
        var changed = new TreeMap<>(DefinitionReader.bundle(ARREARS));
        changed.computeIfPresent("collections/messages.yaml", (name, text) -> text.replace("waiting", "there"));
        assertThat(DefinitionReader.readAll(changed, "collections/arrears.yaml").version())
                .isNotEqualTo(definition.version());
    }

    /// Each row breaks the good definition in one place: what is replaced, by what, the rule that must catch
    /// it, its line's text.
    @ParameterizedTest(name = "{2}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kind: verify                                   | kind: verfy                                      | unknown-kind      | did you mean "verify"?
            on: { acknowledged: options, refused: hand-over } | on: { acknowledged: optoins, refused: hand-over } | unknown-name   | did you mean "options"?
            on: { acknowledged: options, refused: hand-over } | on: { acknowledged: options }                  | unhandled-outcome | can end as "refused"
            account.balance >= 50.00                       | account.balanc >= 50.00                          | expression        | did you mean "account.balance"?
            account.balance >= 50.00                       | account.creditor >= 50.00                        | expression        | does not go between text and an amount
            text: us.mini-miranda                          | text: us.mini-mirnda                             | unknown-name      | did you mean "us.mini-miranda"?
            message: payment-receipt                       | message: payment-reciept                         | unknown-name      | did you mean "payment-receipt"?
            to: ledger.post-payment                        | to: ledger.post-paymnt                           | unknown-name      | did you mean "ledger.post-payment"?
            receipt: pay.receipt                           | reciept: pay.receipt                             | unknown-name      | did you mean "receipt"?
            after: 2d                                      | after: 2 days                                    | duration          | such as 30m, 4h or 2d
            attempts: 5                                    | attempts: 50                                     | shape             | from 1 to 10
            paid: ledger.post-payment                      | plan-agred: ledger.post-payment                  | resolution-map    | names no proof
            owner: collections-operations                  | ownr: collections-operations                     | unknown-name      | did you mean "owner"?
            verified: disclose                             | verified: options                                | disclosure-before-offers | without the required words
            { kind: finish, outcome: paid }                | { kind: finish, outcome: plan-agreed }           | proof-before-finish | without a receipt of ledger.post-arrangement
            amount: pay.amount                             | amount: plan.amount                              | set-before-read   | a result of "plan"
            queue: verification                            | que: verification                                | unknown-name      | did you mean "queue"?
            touch: email                                   | touch: fax                                       | unknown-name      | not a channel
            person: hand-over                              | person: hand-ovr                                 | unknown-name      | did you mean "hand-over"?
            unanswered: { after: 5d, then: note-no-answer } | unanswered: { after: 5d, then: nobody }          | unknown-name      | no step or exception "nobody"
            arrangement: plan                              | arrangement: pln                                 | unknown-name      | did you mean "plan"?
            amount: account.balance                        | amount: account.dueDate                          | wrong-type        | not an amount of money
            level: right-party                             | level: right-parti                               | unknown-name      | did you mean "right-party"?
            jurisdictions: [US]                            | jurisdictions: US                                | shape             | must be a list
            workflow: arrears                              | workflow: [                                      | yaml              | not valid YAML
            """)
    void a_broken_definition_is_named_with_its_place(String good, String bad, String rule, String words)
            throws IOException {
        var files = new TreeMap<>(DefinitionReader.bundle(ARREARS));
        var text = files.get("collections/arrears.yaml");
        assertThat(text).contains(good);
        files.put(
                "collections/arrears.yaml",
                text.substring(0, text.indexOf(good)) + bad + text.substring(text.indexOf(good) + good.length()));
        var problems = problems(files);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.rule().id()).isEqualTo(rule);
            assertThat(problem.message()).contains(words);
            assertThat(problem.file()).isEqualTo("collections/arrears.yaml");
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
        });
    }

    @Test
    void the_line_and_column_are_those_of_the_wrong_word() throws IOException {
        var files = new TreeMap<>(DefinitionReader.bundle(ARREARS));
        var text = files.get("collections/arrears.yaml").replace("queue: verification,", "que: verification,");
        files.put("collections/arrears.yaml", text);
        var lines = text.lines().toList();
        var problem = problems(files).stream()
                .filter(found -> found.message().contains("\"que\""))
                .findFirst()
                .orElseThrow();
        assertThat(lines.get(problem.line() - 1).substring(problem.column() - 1))
                .startsWith("que:");
    }

    @Test
    void an_outreach_message_may_not_tell_about_the_account_and_must_say_how_to_stop() throws IOException {
        var files = new TreeMap<>(DefinitionReader.bundle(ARREARS));
        files.computeIfPresent(
                "collections/messages.yaml",
                (name, text) -> text.replace(
                        "is still waiting: {link} Questions? {phone}. {optOut}", "{account.balance} is due"));
        assertThat(problems(files))
                .extracting(found -> found.rule().id())
                .contains("reveals-account", "opt-out-missing", "link-missing");
    }

    @Test
    void a_step_that_nothing_leads_to_and_one_that_leads_nowhere_are_found() throws IOException {
        var files = new TreeMap<>(DefinitionReader.bundle(ARREARS));
        files.computeIfPresent(
                "collections/arrears.yaml",
                (name, text) -> text.replace(
                        "exceptions:\n",
                        "  alone: { kind: wait, for: 1d, on: { timed-out: alone } }\n\nexceptions:\n"));
        assertThat(problems(files)).extracting(found -> found.rule().id()).contains("unreachable", "no-way-out");
    }

    private static List<Finding> problems(Map<String, String> files) {
        var invalid = catchThrowableOfType(
                InvalidDefinition.class, () -> DefinitionReader.readAll(files, "collections/arrears.yaml"));
        assertThat(invalid).as("the definition must be refused").isNotNull();
        return invalid.findings();
    }
}
