package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A case that cannot go on keeps what has happened. Found by simulation (seed 1): the receipt of a posting was dropped
/// together with the step it led to, and the case went on waiting for the answer it had been given.
class StuckTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private final Definition definition = DefinitionReader.readAll(
            Map.of("service/waive.yaml", """
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
              account: { from: books, read: account, key: trigger.accountId, fresh-for: 1d, missing: nothing-known }
              person: { from: people, read: person, key: trigger.customerId, fresh-for: 1d, missing: nothing-known }
            steps:
              take-off:
                kind: write
                to: books.take-off
                with: { account: account.id }
                on: { written: who, rejected: nothing-known, failed: nothing-known }
              who:
                kind: decide
                branches:
                  somebody: { when: "person.id != ''" }
                  nobody: {}
                on: { somebody: done, nobody: done }
              done: { kind: finish, outcome: settled }
            exceptions:
              nothing-known: { queue: q, carry: [last-error], within: 1d }
            """, "systems/books.yaml", """
            system: books
            title: Books
            reads: { account: { id: text } }
            operations: { take-off: { account: text } }
            """, "systems/people.yaml", """
            system: people
            title: People
            reads: { person: { id: text } }
            """),
            "service/waive.yaml");

    @Test
    void an_answer_is_taken_in_even_if_nobody_can_tell_where_it_leads() {
        var trigger = Map.<String, Object>of("accountId", "A-1", "customerId", "C-1");
        var opened = Engine.open(definition, "main", "0199a3c2-7b1e-7000-8000-000000000001", trigger, By.SYSTEM, NOW);
        var account = read(opened, Map.of("id", "A-1"));
        var person = read(account, Map.of()); // a system that does not keep to its catalogue

        var write = (Effect.WriteRecord) person.effects().getFirst();
        var stuck = report(person, new Input.WriteReported(write.key(), new Input.WriteResult.Written("B-1", NOW)));

        assertThat(stuck.state().at()).isEqualTo("stuck");
        assertThat(stuck.state().proofs()).containsEntry("books.take-off", "B-1");
        assertThat(stuck.state().pending()).isEmpty();
        assertThat(stuck.events()).extracting(Event::type).containsExactly("written-back", "exception-raised");
    }

    /// Found by simulation (seed 8): taken up again while its last message was still on the way, a case waited at
    /// "verify" for good when that message came to nothing.
    @Test
    void a_case_that_is_taken_up_again_with_a_message_on_the_way_has_an_end() {
        var run = Arrears.ready(48_000, 45, 0).later(Duration.ZERO);
        var touch = run.last(Effect.Contact.class);
        run.give(new Input.PersonWanted());
        var supervisor = new By(By.Actor.SUPERVISOR, "s-1", By.Channel.WEB, Rights.of(Rights.RESUME));
        run.give(new Input.Resumed("verify", "they will come back"), supervisor);
        run.answerReads(48_000, 45, 0);
        assertThat(run.state.awaiting()).isEqualTo(CaseState.Awaiting.CUSTOMER);

        run.give(
                new Input.ContactReported(touch.key(), new Input.ContactResult.Denied("NO_CONSENT", "none")),
                By.SYSTEM);

        assertThat(run.state.nextTimer()).isPresent();
    }

    /// Found by simulation (seed 103): somebody put a case back on a posting that had been made, and it was made again.
    @Test
    void nobody_has_written_again_what_is_written() {
        var trigger = Map.<String, Object>of("accountId", "A-1", "customerId", "C-1");
        var opened = Engine.open(definition, "main", "0199a3c2-7b1e-7000-8000-000000000001", trigger, By.SYSTEM, NOW);
        var person = read(read(opened, Map.of("id", "A-1")), Map.of());
        var write = (Effect.WriteRecord) person.effects().getFirst();
        var written = new Input.WriteReported(write.key(), new Input.WriteResult.Written("B-1", NOW));
        var stuck = report(person, written).state();
        var supervisor = new By(By.Actor.SUPERVISOR, "s-1", By.Channel.WEB, Rights.of(Rights.RESUME));

        var again = Engine.advance(definition, stuck, new Input.Resumed("take-off", "once more"), supervisor, NOW);

        assertThat(((Advance.Refused) again).refusal().rule()).isEqualTo("departure.written");
        assertThat(Engine.advance(definition, stuck, new Input.Resumed("who", "it is known now"), supervisor, NOW))
                .isInstanceOf(Advance.Moved.class);
    }

    private Transition read(Transition before, Map<String, Object> values) {
        var read = (Effect.ReadFacts) before.effects().getFirst();
        return report(before, new Input.FactsRead(read.key(), values, NOW));
    }

    private Transition report(Transition before, Input input) {
        return ((Advance.Moved) Engine.advance(definition, before.state(), input, By.SYSTEM, NOW)).transition();
    }
}
