package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.throughline.engine.By;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepKindsReaderTest {
    private static final String FILE = "kinds/dispute.yaml";

    private static Map<String, String> files() throws IOException {
        var files = new TreeMap<>(DefinitionReader.bundle(Path.of("..", "workflows", "collections", "arrears.yaml")));
        files.keySet().removeIf(name -> !name.startsWith("systems/"));
        for (var name : List.of("dispute.yaml", "disclosures.yaml")) {
            files.put("kinds/" + name, Files.readString(Path.of("src", "test", "resources", "kinds", name)));
        }
        return files;
    }

    @Test
    void every_kind_reads_into_its_model() throws IOException {
        var definition = DefinitionReader.readAll(files(), FILE);
        assertThat(definition.resolution().identityLives()).isEqualTo(Duration.ofMinutes(15));
        assertThat(definition.authorities().get("closing").right()).isEqualTo("close-disputes");
        assertThat(definition.authorities().get("settlement").right()).isEqualTo("settlement");
        assertThat(definition.queues()).containsExactly("approvals", "disputes", "leads", "operations");
        assertThat(definition.step("call-notes").common().by()).isEqualTo(Set.of(By.Actor.AGENT, By.Actor.SUPERVISOR));
        assertThat(definition.step("call-notes").isDeskWork()).isTrue();
        assertThat(definition.step("details").common().timeOut())
                .isEqualTo(new Step.TimeOut(Duration.ofDays(2), "hand-over"));
        assertThat(definition.step("review").outcomes()).containsExactly("more", "right", "wrong");
        assertThat(definition.step("address").outcomes()).containsExactly("changed", "failed", "unchanged");
        assertThat(definition.facts())
                .containsEntry("details.amount", FactType.MONEY)
                .containsEntry("details.day", FactType.DATE)
                .containsEntry("details.proof", FactType.DOCUMENT)
                .containsEntry("details.police", FactType.YES_NO)
                .containsEntry("look.letterSeen", FactType.TEXT)
                .containsEntry("address.on", FactType.DATE)
                .containsEntry("trigger.reason", FactType.TEXT);
    }

    /// Each row breaks the good definition in one place: what is replaced, by what, the rule that must catch it, its
    /// words, and what the line it points at holds.
    @ParameterizedTest(name = "{2}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: postal-code                | type: postcode                     | unknown-name        | did you mean "postal-code"?        | zip:
            most: account.balance            | most: account.creditor             | wrong-type          | not an amount of money             | amount:
            most: account.balance            | most: account.balanc               | unknown-name        | did you mean "account.balance"?    | amount:
            least: 1.00                      | leest: 1.00                        | unknown-name        | did you mean "least"?              | amount:
            least: 1.00                      | least: 1.00, currency: USX         | unknown-name        | "USX" is not a currency            | amount:
            earliest: today-90d              | earliest: yesterday                | shape               | such as today, today+30d           | day:
            most: 100kB                      | most: 30MB                         | shape               | up to 20MB                         | proof:
            accept: [pdf, png]               | accept: [pdf, gif]                 | unknown-name        | "gif" is not a type of document    | proof:
            options: { paid: I paid it, unknown: I do not know it } | options: {}  | missing             | at least one option                | why:
            label: Why?                      | lable: Why?                        | missing             | field "why" needs "label"          | why:
            police: { type                   | police-report: { type              | shape               | use letters and digits             | police-report:
            required: false, most: 40        | required: no, most: 40             | shape               | must be true or false              | note:
            times: { type: whole             | times: { region: DE, type: phone   | unknown-name        | "least" is not known               | times:
            zip: { type: postal-code         | zip: { country: XX, type: postal-code | unknown-name     | "XX" is not a country              | zip:
            on: { answered: options, timed-out: hand-over } | on: { answered: options } | time-out-without-handler | times out and does not say     | time-out: 2d
            on: { answered: options, timed-out: hand-over } | on: { answerd: options, timed-out: hand-over } | unknown-name | did you mean "answered"? | answerd
            channels: [web, chat]            | channels: [web, fax]               | unknown-name        | "fax" is not a channel             | channels:
            by: [agent, supervisor]          | by: [agnet]                        | unknown-name        | did you mean "agent"?              | by:
            level: none                      | level: nun                         | unknown-name        | did you mean "none"?               | level:
            `They owe {account.balance}.`    | `They owe {account.balanse}.`      | unknown-name        | did you mean "account.balance"?    | say:
            knowledge: [disputes]            | knowlege: [disputes]               | unknown-name        | did you mean "knowledge"?          | knowlege
            authority: settlement            | authority: setlement               | unknown-name        | did you mean "settlement"?         | settle:
            authority: closing               | authority: clossing                | unknown-name        | did you mean "closing"?            | authority:
            escalate-to: leads\\n    escalate-within: 4h | escalate-within: 4h     | missing             | needs "escalate-to"                | escalate-within
            escalate-to: leads\\n    escalate-within: 4h | escalate-to: approvals  | same-queue          | others look after                  | escalate-to
            amount: details.amount\\n    of: account.balance | of: account.balance | missing             | name the "amount" too              | of:
            right: close-disputes, queue: approvals, within: 2h | right: close-disputes, queue: approvals | missing | needs "within" | closing:
            right: close-disputes, queue: approvals, within: 2h | right: close-disputes, queue: approvals, within: 0h | duration | in no time | closing:
            evidence: reference              | evidence: hearsay                  | unknown-name        | "hearsay" is not a kind of evidence | letterSeen:
            queue: disputes\\n    within: 2d  | within: 2d                         | missing             | step "look" needs "queue"          | kind: check
            outcomes: [right, wrong, more]   | outcomes: []                       | missing             | at least one outcome               | outcomes:
            right: note-corrected, wrong     | right: note-corrected, wrng        | unknown-name        | did you mean "wrong"?              | wrng:
            outcomes: [changed, unchanged]   | outcomes: [changed, failed]        | duplicate-name               | call the child's own outcome otherwise | outcomes:
            unchanged: options, failed: hand-over | unchanged: options            | unhandled-outcome   | can end as "failed"                | changed: note-corrected
            fact: new-address.day, type: date | fact: day, type: date             | shape               | write it as step.name              | bring:
            fact: new-address.day, type: date | fact: new-address.day, type: dat  | unknown-name        | did you mean "date"?               | bring:
            since: details.day               | since: details.dai                 | unknown-name        | did you mean "details.day"?        | with:
            given: { reason: text }          | given: { reason: txt }             | unknown-name        | did you mean "text"?               | given:
            identity-lives: 15m              | identity-lives: 2d                 | shape               | from 1s to 12h                     | identity-lives
            stale: wait-for-ledger           | stale: wait-for-leger              | unknown-name        | did you mean "wait-for-ledger"?    | account:
            stale: wait-for-ledger           | stale: details                     | needs-missing-facts | which are not there                | account:
            channels: [web, chat]            | level: link                        | identity-before-facts      | asks only for level "link"         | show: [account.balance]
            verified: words                  | verified: options                  | set-before-read     | a result of "details"              | settle:
            on: { approved: note-upheld, refused: options, expired: hand-over } | on: { approved: note-upheld, refused: options } | unhandled-outcome | can end as "expired" | approved: note-upheld
            """)
    void a_broken_definition_is_named_with_its_place(String good, String bad, String rule, String words, String line)
            throws IOException {
        var files = files();
        var text = files.get(FILE);
        var from = good.replace("\\n", "\n");
        assertThat(text).contains(from);
        var broken = text.substring(0, text.indexOf(from))
                + bad.replace("\\n", "\n")
                + text.substring(text.indexOf(from) + from.length());
        files.put(FILE, broken);
        var invalid = catchThrowableOfType(InvalidDefinition.class, () -> DefinitionReader.readAll(files, FILE));
        assertThat(invalid).as("the definition must be refused").isNotNull();
        assertThat(invalid.findings()).anySatisfy(problem -> {
            assertThat(problem.rule().id()).isEqualTo(rule);
            assertThat(problem.message()).contains(words);
            assertThat(broken.lines().toList().get(problem.line() - 1)).contains(line);
            assertThat(problem.column()).isPositive();
        });
    }

    @Test
    void a_step_with_a_dash_is_said_in_conditions_without_it() throws IOException {
        var files = files();
        files.computeIfPresent(
                FILE,
                (name, text) -> text.replace("when: \"details.amount > 300.00\"", "when: \"callNotes.heard == 'x'\""));
        var invalid = catchThrowableOfType(InvalidDefinition.class, () -> DefinitionReader.readAll(files, FILE));
        assertThat(invalid.findings())
                .as("known, and known to be set only later")
                .singleElement()
                .satisfies(problem -> assertThat(problem.rule().id()).isEqualTo("set-before-read"));
    }
}
