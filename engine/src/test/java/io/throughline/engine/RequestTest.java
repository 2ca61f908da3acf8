package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.InvalidDefinition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A desk asks for operations of a system, one after the other.
class RequestTest {
    private static final String WORKFLOW = """
            workflow: desk
            title: Help
            purpose: customer-service
            jurisdictions: [US]
            owner: service
            brand: Shop
            phone: "+1 555 010 0100"
            resolution:
              trigger: customer.calls
              success: [served]
              identity: right-party
              policies: []
              proof: { served: shop.log }
            person: person
            steps:
              identify: { kind: verify, level: right-party, on: { verified: serve, wrong-party: person, failed: person } }
              serve:
                kind: request
                system: shop
                operations: [refund]
                on: { refund: give-back, nothing-more: log }
              give-back:
                kind: write
                to: shop.refund
                with: { order_id: serve.order_id, items: serve.items, amount: serve.amount }
                on: { written: serve, rejected: serve, failed: person }
              log: { kind: write, to: shop.log, with: { note: done }, on: { written: end, rejected: person, failed: person } }
              end: { kind: finish, outcome: served }
            exceptions:
              person: { queue: service, carry: [everything], within: 1h }
            """;
    private static final String SYSTEM = """
            system: shop
            operations:
              refund:
                does: write
                title: Give money back
                parameters: { order_id: text, items: list }
                ask: { amount: whole }
                result: "true"
              look: { does: read, title: Look, result: "true" }
              log: { note: text }
            """;
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final By AGENT = new By(By.Actor.AGENT, "a-1", By.Channel.CHAT);
    private final Definition definition = read(WORKFLOW);
    private CaseState state = Engine.open(
                    definition, "main", "0192f0c1-7a3b-7000-8000-0000000000a1", Map.of(), By.SYSTEM, NOW)
            .state();

    private static Definition read(String workflow) {
        return DefinitionReader.readAll(
                Map.of("desk/desk.yaml", workflow, "systems/shop.yaml", SYSTEM), "desk/desk.yaml");
    }

    private Advance give(Input input, By by) {
        var advance = Engine.advance(definition, state, input, by, NOW);
        if (advance instanceof Advance.Moved(var transition)) {
            state = transition.state();
        }
        return advance;
    }

    private static Map<String, Object> refund() {
        return new HashMap<>(Map.of("order_id", "#1", "items", List.of("a", "b"), "amount", 5));
    }

    private Refusal.Code refused(Input input, By by) {
        assertThat(give(input, by)).isInstanceOf(Advance.Refused.class);
        return give(input, by) instanceof Advance.Refused(var refusal) ? refusal.code() : Refusal.Code.UNKNOWN;
    }

    @Test
    void nothing_is_asked_for_before_the_person_is_known() {
        assertThat(refused(new Input.Requested("serve", "refund", refund()), AGENT))
                .isEqualTo(Refusal.Code.NOT_AT_STEP);
    }

    @Test
    void what_is_asked_for_is_written_with_its_parameters_and_the_desk_goes_on() {
        give(new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "email"), AGENT);
        var advance = give(new Input.Requested("serve", "refund", refund()), AGENT);
        assertThat(advance)
                .isInstanceOfSatisfying(
                        Advance.Moved.class,
                        moved -> assertThat(moved.transition().effects())
                                .singleElement()
                                .isInstanceOfSatisfying(Effect.WriteRecord.class, write -> {
                                    assertThat(write.operation()).isEqualTo("refund");
                                    assertThat(write.values()).isEqualTo(refund());
                                }));
        var key = state.pending().keySet().iterator().next();
        give(new Input.WriteReported(key, new Input.WriteResult.Rejected("too-much", "too much")), By.SYSTEM);
        assertThat(state.at()).isEqualTo("serve");

        give(new Input.Continued("serve"), AGENT);
        assertThat(state.at()).isEqualTo("log");
    }

    @Test
    void a_request_that_does_not_fit_is_refused_and_changes_nothing() {
        give(new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "email"), AGENT);
        var before = state;
        var missing = refund();
        missing.remove("amount");
        var wrong = refund();
        wrong.put("items", "a, b");
        var more = refund();
        more.put("amuont", 5);
        for (var values : List.of(missing, wrong, more)) {
            assertThat(refused(new Input.Requested("serve", "refund", values), AGENT))
                    .isEqualTo(Refusal.Code.OUT_OF_BOUNDS);
        }
        assertThat(refused(new Input.Requested("serve", "look", Map.of()), AGENT))
                .isEqualTo(Refusal.Code.NOT_OFFERED);
        assertThat(refused(new Input.Requested("serve", "refund", refund()), By.customer(By.Channel.WEB)))
                .as("the customer's page has no desk")
                .isEqualTo(Refusal.Code.NOT_ALLOWED);
        assertThat(state).isEqualTo(before);
    }

    @Test
    void a_desk_hands_over_to_a_person_at_any_time() {
        give(new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "email"), AGENT);
        give(new Input.PersonWanted(), AGENT);
        assertThat(state.status()).isEqualTo(CaseState.Status.EXCEPTION);
        assertThat(refused(new Input.Requested("serve", "refund", refund()), AGENT))
                .isEqualTo(Refusal.Code.NOT_AT_STEP);
    }

    @Test
    void only_operations_that_write_can_be_offered() {
        assertThatThrownBy(() -> read(WORKFLOW.replace("[refund]", "[look]").replace("refund: give-back", "look: log")))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("system shop has no operation \"look\"");
        assertThatThrownBy(() -> read(WORKFLOW.replace("serve.amount", "serve.amuont")))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("did you mean \"serve.amount\"?");
        assertThatThrownBy(() -> read(WORKFLOW.replace("on: { verified: serve", "on: { verified: give-back")))
                .as("a parameter before anybody asked")
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("set-before-read");
    }
}
