package io.throughline.rehearsal.stage;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Effect;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Transition;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Moves cases, as the product does: an input goes to the engine, its effects to the outside, their answers
/// come back as inputs, and what is due is due.
final class Cases {
    private record Asked(Person person, Effect effect) {}

    private final Stage stage;
    private final ArrayDeque<Asked> effects = new ArrayDeque<>();
    private boolean isSettling;

    Cases(Stage stage) {
        this.stage = stage;
    }

    void open(Person person) {
        var trigger = stage.outside.trigger(person);
        took(person, Engine.open(stage.definition, "rehearsal", person.id(), trigger, By.SYSTEM, stage.now()));
        settle(person);
    }

    /// Gives an input to the engine, and lets everything follow that follows at once.
    ///
    /// @return whether it was taken
    boolean give(Person person, Input input, By by) {
        var state = person.state;
        if (state == null) {
            return false;
        }
        stage.counts.moves++;
        return switch (Engine.advance(stage.definition, state, input, by, stage.now())) {
            case Advance.Moved(var transition) -> {
                took(person, transition);
                settle(person);
                yield true;
            }
            case Advance.Refused(var refusal) -> {
                if (!(input instanceof Input.Report || input instanceof Input.TimerDue)) {
                    Counts.add(stage.counts.refused, refusal.rule());
                }
                yield false;
            }
        };
    }

    private void took(Person person, Transition transition) {
        person.state = transition.state();
        for (var event : transition.events()) {
            stage.counts.event(person, event, stage.agenda.now());
        }
        for (var effect : transition.effects()) {
            effects.add(new Asked(person, effect));
        }
    }

    /// Answers what can be answered at once; then looks who is to act next.
    private void settle(Person person) {
        if (isSettling) {
            return;
        }
        isSettling = true;
        for (var asked = effects.poll(); asked != null; asked = effects.poll()) {
            stage.outside.answer(asked.person(), asked.effect());
        }
        isSettling = false;
        rest(person);
    }

    private void rest(Person person) {
        var state = person.state;
        if (state == null) {
            return;
        }
        if (state.status() == Status.FINISHED) {
            over(person, state.outcome() == null ? "" : state.outcome());
            return;
        }
        arm(person);
        stage.desk.look(person, state);
        stage.customers.goOn(person, state);
    }

    /// Nothing more can come of this case.
    void over(Person person, @Nullable String outcome) {
        person.isOver = true;
        person.endedAt = stage.agenda.now();
        person.outcome = outcome;
        person.state = null;
        person.waitsFor = "";
    }

    private void arm(Person person) {
        var state = person.state;
        if (state == null || state.status() != Status.OPEN) {
            return;
        }
        var next = state.nextTimer();
        if (next.isPresent() && next.get().toEpochMilli() < person.alarm) {
            long when = next.get().toEpochMilli();
            person.alarm = when;
            stage.agenda.at(when, () -> due(person, when));
        }
    }

    private void due(Person person, long alarm) {
        if (person.alarm != alarm) {
            return; // an earlier one came in between
        }
        person.alarm = Long.MAX_VALUE;
        var state = person.state;
        if (state == null || state.status() != Status.OPEN) {
            return;
        }
        var next = state.nextTimer();
        if (next.isPresent() && !next.get().isAfter(stage.now())) {
            give(person, new Input.TimerDue(), By.SYSTEM);
        } else {
            arm(person);
        }
    }
}
