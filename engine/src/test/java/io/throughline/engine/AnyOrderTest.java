package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Whatever is given by whomever in whatever order, what must hold holds.
class AnyOrderTest {
    private static final int CASES = 400;
    private static final int INPUTS = 60;
    private static final List<By> ACTORS = List.of(
            Dispute.CUSTOMER,
            Dispute.CUSTOMER,
            Dispute.CUSTOMER,
            Dispute.AGENT,
            Dispute.LEAD,
            Dispute.staff(By.Actor.SUPERVISOR, "sam", Dispute.LEAD.rights()),
            Dispute.REVIEWER,
            new By(By.Actor.ASSISTANT, "bot", By.Channel.CHAT, Dispute.LEAD.rights()),
            By.SYSTEM);

    @Test
    void what_must_hold_holds_on_every_walk() {
        int finished = 0;
        int approved = 0;
        int departed = 0;
        for (int seed = 0; seed < CASES; seed++) {
            var run = walk(seed);
            finished += run.state.status() == Status.FINISHED ? 1 : 0;
            approved += (int) run.events.stream()
                    .filter(event -> event.type().equals("approval-approved"))
                    .count();
            departed += (int) run.events.stream()
                    .filter(event -> event.details().containsKey("departure"))
                    .count();
        }
        // the walks must come to the places they are about
        assertThat(finished).isGreaterThan(10);
        assertThat(approved).isGreaterThan(20);
        assertThat(departed).isGreaterThan(100);
    }

    @Test
    void the_same_walk_leads_to_the_same_place() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(walk(seed).state).isEqualTo(walk(seed).state);
        }
    }

    private static Dispute walk(int seed) {
        var random = new Random(seed);
        var run = Dispute.atWelcome();
        for (int i = 0; i < INPUTS; i++) {
            run.answerReads();
            var by = ACTORS.get(random.nextInt(ACTORS.size()));
            var before = run.state;
            int seen = run.events.size();
            var input = input(run, by, random);
            var advance = run.give(input, by);
            if (advance instanceof Advance.Refused) {
                assertThat(run.state).isEqualTo(before);
            }
            holds(run, before, by, input, run.events.subList(seen, run.events.size()));
            run.now = run.now.plus(Duration.ofSeconds(random.nextInt(240)));
        }
        return run;
    }

    private static void holds(Dispute run, CaseState before, By by, Input input, List<Event> events) {
        var state = run.state;
        assertThat(state.task() != null)
                .as("a task is there exactly while a person has it: %s", input)
                .isEqualTo(state.awaiting() == Awaiting.PERSON);
        assertThat(state.timers().containsKey("task") && state.task() == null).isFalse();
        for (var event : events) {
            if (event.type().equals("approval-approved")) {
                assertThat(by.actor().isStaff()).isTrue();
                assertThat(by.id()).isNotEqualTo(event.details().get("requestedBy"));
                assertThat(before.hands()).doesNotContain(by.id());
            }
            if (event.details().containsKey("departure")) {
                assertThat(by.rights().has((String) event.details().get("departure")))
                        .isTrue();
                assertThat((String) event.details().get("reason")).isNotBlank();
            }
        }
        if (state.status() == Status.FINISHED) {
            assertThat(state.proofs()).containsKey("ledger.post-note");
        }
        // closing needs somebody's decision, or the word of somebody who could have given it
        if (state.at().equals("note-upheld") && !before.at().equals("note-upheld")) {
            assertThat(by.rights().has("close-disputes")).isTrue();
            assertThat(by.actor().isStaff()).isTrue();
        }
        for (var viewer : List.of(new Viewer(Dispute.CUSTOMER, false), new Viewer(Dispute.CUSTOMER, true))) {
            boolean known = viewer.personProven() && state.identity().meets(Identity.Level.RIGHT_PARTY, run.now);
            if (!known) {
                assertThat(Engine.prompt(Dispute.DEFINITION, state, viewer, run.now)
                                .toString())
                        .doesNotContain("480", "Harbor", "100.00");
            }
        }
        var withoutProof = Engine.beside(Dispute.DEFINITION, state, new Viewer(Dispute.AGENT, false), run.now);
        assertThat(String.valueOf(withoutProof.orElseThrow().say())).doesNotContain("480");
    }

    private static Input input(Dispute run, By by, Random random) {
        var at = run.state.at();
        var choices = new ArrayList<Supplier<Input>>();
        choices.add(() -> answer(at, random));
        choices.add(() -> answer(at, random));
        choices.add(() -> answer(at, random));
        if (by.actor() == By.Actor.SYSTEM) {
            choices.clear();
            choices.add(() -> report(run, random));
            choices.add(Input.TimerDue::new);
        } else if (by.actor() == By.Actor.CUSTOMER) {
            choices.add(() -> new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "facts"));
            if (random.nextInt(8) == 0) {
                choices.add(Input.PersonWanted::new);
            }
        } else {
            var steps = List.copyOf(Dispute.DEFINITION.steps().keySet());
            var step = steps.get(random.nextInt(steps.size()));
            choices.add(() -> new Input.Decided(at, random.nextBoolean(), random.nextBoolean() ? "so be it" : ""));
            choices.add(() -> new Input.Claimed(at));
            choices.add(() -> new Input.Resumed(step, "come back"));
            choices.add(() -> new Input.Override(step, "typed for another"));
            choices.add(() -> new Input.Reopen(step, "new letter"));
            choices.add(() -> new Input.Reassign("leads", null, "busy"));
            choices.add(() -> new Input.Correct("details.note", "other", "typo"));
        }
        return choices.get(random.nextInt(choices.size())).get();
    }

    private static Input answer(String at, Random random) {
        return switch (at) {
            case "welcome" -> new Input.Answered(at, Map.of("topic", "charge"), Map.of());
            case "words" -> new Input.Acknowledged(at, "house.recording", "1", "en");
            case "details" ->
                new Input.Answered(at, Dispute.map("amount", "100.00", "day", "2026-11-20", "why", "paid"), Map.of());
            case "options" ->
                new Input.Chosen(
                        at,
                        List.of("settle", "review", "close", "close", "move").get(random.nextInt(5)));
            case "call-notes" -> new Input.Answered(at, Map.of("heard", "paid"), Map.of());
            case "look" -> new Input.Checked(at, Map.of("letterSeen", "L-1"));
            case "review" ->
                new Input.TakenBack(at, List.of("right", "wrong", "more").get(random.nextInt(3)), "");
            default -> new Input.Chosen(at, "settle");
        };
    }

    private static Input report(Dispute run, Random random) {
        var waiting = new HashSet<>(run.state.pending().keySet());
        for (var effect : run.effects) {
            if (waiting.contains(effect.key())) {
                switch (effect) {
                    case Effect.WriteRecord write -> {
                        return new Input.WriteReported(write.key(), new Input.WriteResult.Written("N", Instant.EPOCH));
                    }
                    case Effect.OpenCase open -> {
                        return new Input.ChildEnded(
                                open.key(), "c", random.nextBoolean() ? "changed" : "unchanged", Map.of());
                    }
                    default -> {
                        // facts are read as soon as they are asked for
                    }
                }
            }
        }
        return new Input.TimerDue();
    }
}
