package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Rights;
import io.throughline.engine.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Questions that staff answer wait in a queue of their own, like checklists and assigned work.
class DeskQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final String MAIN = "desk/notes.yaml";
    private static final String TEXT = """
            workflow: notes
            title: Take notes
            purpose: service
            jurisdictions: [US]
            owner: service
            brand: Service
            phone: "1"
            resolution:
              trigger: note.wanted
              success: [noted]
              identity: link
              policies: []
              proof: { noted: desk.post-note }
            person: hand-over
            steps:
              notes:
                kind: ask
                by: [agent]
                queue: note-takers
                skills: [writing]
                carry: [trigger.accountId]
                within: 2h
                escalate-to: leads
                fields:
                  text: { label: What happened? }
                on: { answered: post }
              post:
                kind: write
                to: desk.post-note
                with: { note: notes.text }
                on: { written: done, rejected: hand-over, failed: hand-over }
              done: { kind: finish, outcome: noted }
            exceptions:
              hand-over: { queue: service, within: 1d }
            """;

    private static Definition read(String text) {
        return DefinitionReader.readAll(
                Map.of(
                        MAIN,
                        text,
                        "systems/desk.yaml",
                        "system: desk\ntitle: Desk\noperations:\n  post-note: { note: text }\n"),
                MAIN);
    }

    @Test
    void a_question_for_staff_waits_in_its_queue_and_is_escalated_like_other_work() {
        var definition = read(TEXT);
        assertThat(definition.queues()).containsExactly("leads", "note-takers", "service");
        var state = Engine.open(
                        definition,
                        "main",
                        "0192f0c1-7a3b-7000-8000-0000000000b2",
                        Map.of("accountId", "A-1", "customerId", "C-1"),
                        By.SYSTEM,
                        NOW)
                .state();
        assertThat(state.awaiting()).isEqualTo(CaseState.Awaiting.PERSON);
        assertThat(state.task().queue()).isEqualTo("note-takers");
        assertThat(state.task().dueBy()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        assertThat(state.task().context()).containsEntry("trigger.accountId", "A-1");

        var late = moved(definition, state, new Input.TimerDue(), By.SYSTEM, NOW.plus(Duration.ofHours(2)));
        assertThat(late.state().task().queue()).isEqualTo("leads");

        var answer = new Input.Answered("notes", Map.of("text", "They called."), Map.of());
        assertThat(rule(definition, state, answer, staff(Set.of()))).isEqualTo("work.skill");
        assertThat(moved(definition, state, answer, staff(Set.of("writing")), NOW)
                        .state()
                        .at())
                .isEqualTo("post");
    }

    @Test
    void a_step_that_customers_answer_has_no_queue() {
        assertThatThrownBy(() -> read(TEXT.replace("by: [agent]", "by: [agent, customer]")))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining(MAIN + ":19:")
                .hasMessageContaining("so it waits in no queue");
    }

    private static By staff(Set<String> skills) {
        return new By(By.Actor.AGENT, "ann", By.Channel.WEB, new Rights(Map.of(), skills));
    }

    private static Transition moved(Definition definition, CaseState state, Input input, By by, Instant now) {
        return ((io.throughline.engine.Advance.Moved) Engine.advance(definition, state, input, by, now)).transition();
    }

    private static String rule(Definition definition, CaseState state, Input input, By by) {
        return ((io.throughline.engine.Advance.Refused) Engine.advance(definition, state, input, by, NOW))
                .refusal()
                .rule();
    }
}
