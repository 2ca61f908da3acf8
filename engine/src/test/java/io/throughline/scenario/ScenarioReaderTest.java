package io.throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.policy.Law;
import io.throughline.workflow.InvalidDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            customer chooses plam | 4:7 | unknown-name | did you mean "plan"?
            customer chose plan | 4:7 | unknown-name | the nearest is "customer chooses CHOICE"
            customer answers verify: { birthday: "1980-02-29" } | 4:34 | unknown-name | does not ask for "birthday"
            customer answers verfy | 4:7 | unknown-name | did you mean "verify"?
            customer acknowledges options | 4:7 | shape | it is a choose step
            customer pays: lots | 4:7 | wrong-type | an amount such as 480.00
            customer comes by pigeon | 4:7 | unknown-name | not a channel
            customer writes HELLO | 4:7 | unknown-name | knows only STOP
            agent ann (right [x]) resumes at verify: why | 4:7 | shape | rights [a, b up to 500.00]
            agent ann resumes at verify | 4:7 | missing | needs its reason
            agent ann corrects account.balance to much: why | 4:7 | wrong-type | an amount such as 480.00
            agent ann (rights [x up to heaven]) resumes at verify: why | 4:7 | wrong-type | no amount
            ledger rejects post-paymnt | 4:7 | unknown-name | did you mean "ledger.post-payment"?
            message arrears-frist is lost | 4:7 | unknown-name | did you mean "arrears-first"?
            message is eaten | 4:7 | unknown-name | a message is not "eaten"
            2 fortnights pass | 4:7 | duration | is not a time such as 2 days
            acount goes missing | 4:7 | unknown-name | did you mean "account"?
            account changes: { balence: 3.00 } | 4:26 | unknown-name | did you mean "balance"?
            account changes: { balance: heavy } | 4:35 | wrong-type | must be an amount
            customer opens the link: twice | 4:7 | shape | nothing stands after
            customer fails verify 0 times | 4:7 | shape | from 1 to 99
            """)
    void a_wrong_line_under_when_is_told_by_its_place(String line, String place, String rule, String words) {
        wrong(scenario(line, "case is open"), place, rule, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            case is open in optoins | 6:7 | unknown-name | did you mean "options"?
            case is finished as payed | 6:7 | unknown-name | did you mean "paid"?
            case is in exception handover | 6:7 | unknown-name | did you mean "hand-over"?
            case is in queue nowhere-at-all | 6:7 | unknown-name | collections
            case was open | 6:7 | unknown-name | the nearest is "case is open"
            written: ledger.post-paymnt { amount: 3.00 } | 6:7 | unknown-name | did you mean "ledger.post-payment"?
            written: ledger.post-payment { amount: [ } | 6:16 | yaml | names with values
            sent: arrears-frist by sms | 6:7 | unknown-name | did you mean "arrears-first"?
            sent: arrears-first by pigeon | 6:7 | unknown-name | not a channel
            sent: arrears-first by sms at noon | 6:7 | shape | not a time such as
            not sent: any pigeon | 6:7 | unknown-name | "message" stands for all
            not sent: any call for long | 6:7 | duration | is not a time
            shown: account.balanse at options | 6:7 | unknown-name | did you mean "account.balance"?
            prompt offers plam | 6:7 | unknown-name | did you mean "plan"?
            """)
    void a_wrong_line_under_then_is_told_by_its_place(String line, String place, String rule, String words) {
        wrong(scenario("trigger", line), place, rule, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { acount: {} } | 2:12 | unknown-name | did you mean "account"?
            { account: { balanse: 1.00 } } | 2:23 | unknown-name | did you mean "balance"?
            { account: { balance: much } } | 2:32 | wrong-type | must be an amount
            { account: { dueDate: soon } } | 2:32 | wrong-type | a day such as
            { account: { daysPastDue: some } } | 2:36 | wrong-type | a whole number
            { person: { zones: [America/Chicgo] } } | 2:29 | shape | did you mean "America/Chicago"?
            { person: { consents: [pigeon] } } | 2:32 | shape | not a channel
            { person: { zone: America/Chicago } } | 2:22 | unknown-name | did you mean "zones"?
            { person: { contacted: [yesterday] } } | 2:33 | shape | such as "sms 2d ago"
            { person: { known: { bankrupcy: { filed: 2026-10-01 } } } } | 2:31 | unknown-name | did you mean "bankruptcy"?
            { person: { known: { bankruptcy: { filled: 2026-10-01 } } } } | 2:31 | unknown-name | did you mean "filed"?
            { person: { known: { do_not_contact: perhaps } } } | 2:31 | wrong-type | do_not_contact
            { clock: noon } | 2:19 | shape | 2026-11-23T15:00:00Z
            { channel: pigeon } | 2:21 | shape | not a channel
            """)
    void a_wrong_beginning_is_told_by_its_place(String given, String place, String rule, String words) {
        wrong(
                "- scenario: one\n  given: " + given + "\n  when: [trigger]\n  then: [case is open]\n",
                place,
                rule,
                words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `- scenario: one` | 1:13 | missing | needs "when"
            `- scenario: one\\n  whem: [trigger]\\n  then: [case is open]` | 2:3 | unknown-name | did you mean "when"?
            `- scenario: one\\n  when: [message is lost]\\n  then: [case is open]` | 2:10 | shape | there is none
            `- scenario: one\\n  when: [[trigger]]\\n  then: [case is open]` | 2:10 | shape | a line is words
            `coverage: { outcome: 100% }\\nscenarios: []` | 1:13 | unknown-name | did you mean "outcomes"?
            `coverage: { outcomes: most }\\nscenarios: []` | 1:23 | shape | 100% or less
            `coverage: { outcomes: 1% }` | 1:1 | missing | needs "scenarios"
            `- scenario: [` | 2:1 | yaml | not valid YAML
            """)
    void a_wrong_file_is_told_by_its_place(String text, String place, String rule, String words) {
        wrong(text.replace("\\n", "\n") + "\n", place, rule, words);
    }

    @Test
    void two_scenarios_of_one_name_are_told() {
        var one = scenario("trigger", "case is open");
        wrong(one + one, "7:13", "duplicate-name", "line 1");
    }

    private static String scenario(String when, String then) {
        return "- scenario: one\n  when:\n    - trigger\n    - " + when + "\n  then:\n    - " + then + "\n";
    }

    private static void wrong(String text, String place, String rule, String words) {
        assertThatThrownBy(() -> new Scenarios(Law.SHIPPED).play(Definitions.ARREARS, "x.scenarios.yaml", text))
                .isInstanceOfSatisfying(
                        InvalidDefinition.class,
                        invalid -> assertThat(invalid.findings()).anySatisfy(problem -> {
                            assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
                            assertThat(problem.rule().id()).isEqualTo(rule);
                            assertThat(problem.message()).contains(words);
                        }));
    }
}
