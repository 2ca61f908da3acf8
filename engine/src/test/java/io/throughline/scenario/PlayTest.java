package io.throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.policy.Law;
import io.throughline.workflow.Definition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a scenario says when it does not hold, and what it counts.
class PlayTest {
    private static final String AT_OPTIONS = """
            - scenario: one
              when:
                - trigger
                - customer opens the link
                - customer answers verify
                - customer acknowledges disclose
                - WHEN
              then:
                - THEN
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            customer chooses pay-now | case is finished as paid | 9 | open at pay, waiting for customer
            customer pays | case is open | 7 | the case is open at options
            customer answers plan: { date: today } | case is open | 7 | not-at-step
            customer chooses plan: { date: today+90d, instalments: 3 } | case is open | 7 | out-of-bounds
            customer answers verify | case is open | 7 | the case is open at options
            card is declined | case is open | 7 | the case is open at options
            child finishes paid | case is open | 7 | the case is open at options
            message is lost | case is open | 7 | it was not asked for
            ledger rejects post-payment | case is open | 7 | it was not asked for
            trigger | case is open | 7 | opened before
            1 hour passes | sent: arrears-detail by email | 9 | sent: arrears-first by sms at 23 Nov 09:00
            1 hour passes | sent: arrears-first by sms at 09:01 | 9 | arrears-first by sms at 23 Nov 09:00
            1 hour passes | sent: arrears-first by email | 9 | arrears-first by sms
            1 hour passes | not sent: any sms | 9 | arrears-first by sms
            1 hour passes | not sent: any email for 3d | 9 | arrears-detail by email at 25 Nov 09:00
            1 hour passes | written: ledger.post-note | 9 | nothing was written
            customer chooses promise: { date: today } | written: ledger.post-note { note: else } | 9 | Promise to pay
            customer chooses promise: { date: today } | not written: ledger.post-note | 9 | Promise to pay
            1 hour passes | shown: account.daysPastDue at options | 9 | account.creditor
            1 hour passes | not shown: account.balance at options | 9 | account.balance
            1 hour passes | prompt does not offer plan | 9 | offered: pay-now, plan, promise
            1 hour passes | refused: not-offered | 9 | nothing was refused
            1 hour passes | evidence has case-finished | 9 | disclosure-acknowledged
            1 hour passes | evidence has disclosure-acknowledged: { version: other } | 9 | 2026-11-01
            1 hour passes | evidence has no link-opened | 9 | link-opened
            1 hour passes | case is in queue collections | 9 | waiting for customer
            1 hour passes | case is in exception hand-over | 9 | waiting for customer
            customer wants a person | case is open at hand-over | 9 | in exception hand-over in queue collections
            """)
    void a_line_that_does_not_hold_tells_where_and_what_came_instead(String when, String then, int line, String got) {
        var result = play(Definitions.ARREARS, AT_OPTIONS.replace("WHEN", when).replace("THEN", then))
                .results()
                .getFirst();
        assertThat(result.ok()).isFalse();
        assertThat(result.failedAt()).isEqualTo(line);
        assertThat(result.got()).contains(got);
        assertThat(result.trace()).isNotEmpty();
    }

    @Test
    void a_definition_without_a_way_on_fails_the_scenario_that_meets_it() {
        var report = play(
                Definitions.ARREARS,
                AT_OPTIONS
                        .replace("WHEN", "customer chooses pay-now\n    - payment does not match")
                        .replace("THEN", "not written: ledger.post-payment"));
        assertThat(report.results().getFirst().expected()).contains("the definition to lead on");
    }

    @Test
    void a_changed_definition_makes_the_shipped_scenarios_fail() throws Exception {
        var file = ShippedScenariosTest.WORKFLOWS.resolve("collections/arrears.scenarios.yaml");
        var changed = Definitions.arrears("account.balance >= 50.00", "account.balance >= 5.00");
        var report = new Scenarios(Law.SHIPPED)
                .play(changed, "arrears.scenarios.yaml", java.nio.file.Files.readString(file));
        assertThat(report.results().stream().filter(result -> !result.ok()))
                .singleElement()
                .satisfies(result -> assertThat(result.scenario()).contains("not split into instalments"));
    }

    @Test
    void coverage_names_what_no_scenario_shows() {
        var report = play(
                Definitions.ARREARS,
                AT_OPTIONS
                        .replace("WHEN", "customer chooses promise: { date: today }")
                        .replace("THEN", "case is finished as promise-made"));
        var coverage = report.coverage();
        assertThat(coverage.covers("promise", "agreed")).isTrue();
        assertThat(coverage.covers("promise", "declined")).isFalse();
        assertThat(coverage.missing(Coverage.Kind.OUTCOMES))
                .contains("promise.declined", "pay.paid")
                .doesNotContain("promise.agreed");
        assertThat(coverage.count(Coverage.Kind.EXCEPTIONS)).isEqualTo(new Coverage.Count(0, 6));
        assertThat(coverage.count(Coverage.Kind.OUTCOMES).covered()).isEqualTo(5);
    }

    @Test
    void a_scenario_that_fails_covers_nothing() {
        var report = play(
                Definitions.ARREARS,
                AT_OPTIONS.replace("WHEN", "1 hour passes").replace("THEN", "case is finished as paid"));
        assertThat(report.coverage().covered(Coverage.Kind.STEPS)).isEmpty();
    }

    @Test
    void what_happens_after_the_last_line_is_not_covered() {
        var report = play(
                Definitions.ARREARS, "- { scenario: one, when: [trigger], then: [\"not sent: any call for 30d\"] }");
        assertThat(report.results().getFirst().ok()).isTrue();
        assertThat(report.coverage().covers("note-no-answer", "written")).isFalse();
    }

    @Test
    void an_outcome_that_cannot_happen_is_not_counted() {
        var open = Definitions.arrears(", when: \"account.balance > 0.00\"", "");
        assertThat(new Coverage(open, Law.SHIPPED).missing(Coverage.Kind.OUTCOMES))
                .doesNotContain("options.none-eligible");
        assertThat(new Coverage(Definitions.ARREARS, Law.SHIPPED).missing(Coverage.Kind.OUTCOMES))
                .contains("options.none-eligible");
    }

    /// The scenario of the language page, word for word, on a workflow with what it speaks of.
    @Test
    void the_scenario_of_the_language_page_is_understood_to_the_letter() {
        var report = play(pageWorkflow(), """
                - scenario: disputes the balance and pays a part
                  given: { account: { balance: 480.00, daysPastDue: 45 } }
                  when:
                    - trigger
                    - customer opens the link
                    - customer answers verify: { dateOfBirth: "1980-02-29", postcode: "75024" }
                    - customer acknowledges disclose
                    - customer chooses dispute: { amount: 180.00, reason: already-paid }
                    - customer pays: 300.00
                  then:
                    - case is open in dispute-review
                    - written: ledger.post-payment { amount: 300.00 }
                    - not sent: any call for 30d
                """);
        // the language cannot subtract what is disputed, so the workflow asks for what is left as the ledger knows it
        assertThat(report.results().getFirst().got()).isEqualTo("it asks for $480.00");
    }

    @Test
    void the_scenario_of_the_language_page_holds_where_the_ledger_says_300() {
        var report = play(pageWorkflow(), """
                - scenario: disputes the balance and pays a part
                  given: { account: { balance: 480.00, daysPastDue: 45 } }
                  when:
                    - trigger
                    - customer opens the link
                    - customer answers verify: { dateOfBirth: "1980-02-29", postcode: "75024" }
                    - customer acknowledges disclose
                    - account changes: { balance: 300.00 }
                    - 6 minutes pass
                    - customer chooses dispute: { amount: 180.00, reason: already-paid }
                    - customer pays: 300.00
                  then:
                    - case is open in dispute-review
                    - written: ledger.post-payment { amount: 300.00 }
                    - not sent: any call for 30d
                """);
        assertThat(report.results())
                .allSatisfy(
                        result -> assertThat(result.ok()).as(result.toString()).isTrue());
    }

    private static Definition pageWorkflow() {
        return Definitions.arrears(
                "    choices:\n",
                "    choices:\n      dispute: { label: This is not right }\n",
                "none-eligible: hand-over }",
                "none-eligible: hand-over, dispute: details }",
                "  done-paid:",
                """
                  details:
                    kind: ask
                    fields:
                      amount: { type: money, label: How much is not right? }
                      reason: { type: choice, label: Why?, options: { already-paid: I paid it } }
                    on: { answered: pay-rest }

                  pay-rest:
                    kind: pay
                    amount: account.balance
                    on: { paid: post-rest, declined: options, abandoned: options }

                  post-rest:
                    kind: write
                    to: ledger.post-payment
                    with: { account: account.id, amount: pay-rest.amount, receipt: pay-rest.receipt }
                    on: { written: dispute-review, rejected: dispute-review, failed: dispute-review }

                  done-paid:""".indent(2).stripTrailing(),
                "exceptions:\n",
                "exceptions:\n  dispute-review: { queue: disputes, carry: [details.amount], within: 5d }\n");
    }

    private static Report play(Definition definition, String text) {
        return new Scenarios(Law.SHIPPED).play(definition, "one.scenarios.yaml", text);
    }
}
