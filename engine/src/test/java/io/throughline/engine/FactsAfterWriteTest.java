package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.throughline.engine.Input.WriteResult;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.InvalidDefinition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A system of record that was written to has other facts than before.
class FactsAfterWriteTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    private static final String WORKFLOW = """
            workflow: waive
            title: Take something off
            purpose: service
            jurisdictions: [US]
            owner: service
            brand: Northgate
            phone: "+1 555 010 0100"
            resolution:
              trigger: account.to-waive
              success: [settled]
              identity: right-party
              policies: []
              proof: { settled: books.take-off }
            data:
              account: { from: books, read: account, key: trigger.accountId, fresh-for: 1d, missing: nothing-known, stale: too-old }
              person: { from: people, read: person, key: trigger.customerId, fresh-for: 1d, missing: nothing-known }
            steps:
              take-off:
                kind: write
                to: books.take-off
                with: { account: account.id }
                on: { written: is-it-all, rejected: nothing-known, failed: nothing-known }
              is-it-all:
                kind: decide
                branches:
                  some: { when: "account.balance > 0.00 && person.id != ''" }
                  none: {}
                on: { some: some-is-left, none: done }
              done: { kind: finish, outcome: settled }
            exceptions:
              some-is-left: { queue: q, carry: [account.balance], within: 1d }
              nothing-known: { queue: q, carry: [last-error], within: 1d }
              too-old: { queue: q, carry: [last-error], within: 1d }
            """;

    private static final Map<String, String> FILES =
            Map.of("service/waive.yaml", WORKFLOW, "systems/books.yaml", """
            system: books
            title: Books
            reads: { account: { id: text, balance: money } }
            operations: { take-off: { account: text } }
            """, "systems/people.yaml", """
            system: people
            title: People
            reads: { person: { id: text } }
            """);

    private final Definition definition = DefinitionReader.readAll(FILES, "service/waive.yaml");

    @Test
    void a_step_after_a_write_reads_the_facts_of_that_system_again_however_fresh_they_were() {
        var written = written();

        assertThat(reads(written)).containsExactly("account");
        var account = reading(written, "account");
        assertThat(input(written.state(), account, new Money(0, "USD")).state().status())
                .isEqualTo(CaseState.Status.FINISHED);
        assertThat(input(written.state(), account, new Money(4_200, "USD"))
                        .state()
                        .at())
                .isEqualTo("some-is-left");
    }

    @Test
    void facts_that_cannot_be_read_again_are_too_old_and_not_missing() {
        var written = written();

        var gone = moved(Engine.advance(
                definition,
                written.state(),
                new Input.FactsMissing(reading(written, "account"), "the books are closed"),
                By.SYSTEM,
                NOW));
        assertThat(gone.state().at()).isEqualTo("too-old");
    }

    @Test
    void what_another_workflow_or_a_scenario_says_does_not_make_a_new_version() {
        var files = new HashMap<>(FILES);
        files.put("other/messages.yaml", "anything");
        files.put("service/waive.scenarios.yaml", "- scenario: any");
        assertThat(DefinitionReader.readAll(files, "service/waive.yaml").version())
                .isEqualTo(definition.version());
        files.computeIfPresent("systems/people.yaml", (_, text) -> text.replace("People", "Customers"));
        assertThat(DefinitionReader.readAll(files, "service/waive.yaml").version())
                .isNotEqualTo(definition.version());
    }

    @Test
    void a_promise_has_no_instalments_to_write() {
        var files = new HashMap<>(FILES);
        var promise = "steps:\n  promise: { kind: arrange, arrangement: promise, amount: account.balance,"
                + " on: { agreed: take-off, declined: nothing-known } }\n";
        files.put(
                "service/waive.yaml",
                WORKFLOW.replace("steps:\n", promise)
                        .replace("account: account.id", "account: \"{promise.instalments}\""));
        var wrong = catchThrowableOfType(
                InvalidDefinition.class, () -> DefinitionReader.readAll(files, "service/waive.yaml"));
        assertThat(wrong).hasMessageContaining("\"promise.instalments\" is not a known fact");
    }

    private Transition written() {
        var trigger = Map.<String, Object>of("accountId", "A-1", "customerId", "C-1");
        var now = Engine.open(definition, "main", "0199a3c2-7b1e-7000-8000-000000000001", trigger, By.SYSTEM, NOW);
        while (!reads(now).isEmpty()) {
            now = input(now.state(), reading(now, reads(now).getFirst()), new Money(10_000, "USD"));
        }
        var write = (Effect.WriteRecord) now.effects().getFirst();
        return moved(Engine.advance(
                definition,
                now.state(),
                new Input.WriteReported(write.key(), new WriteResult.Written("B-1", NOW)),
                By.SYSTEM,
                NOW));
    }

    private Transition input(CaseState state, String read, Money balance) {
        var values = Map.<String, Object>of("id", "A-1", "balance", balance.toFact());
        return moved(Engine.advance(definition, state, new Input.FactsRead(read, values, NOW), By.SYSTEM, NOW));
    }

    private static List<String> reads(Transition transition) {
        return transition.effects().stream()
                .filter(Effect.ReadFacts.class::isInstance)
                .map(effect -> ((Effect.ReadFacts) effect).source())
                .toList();
    }

    private static String reading(Transition transition, String source) {
        return transition.effects().stream()
                .filter(effect ->
                        effect instanceof Effect.ReadFacts read && read.source().equals(source))
                .findFirst()
                .orElseThrow()
                .key();
    }

    private static Transition moved(Advance advance) {
        return ((Advance.Moved) advance).transition();
    }
}
