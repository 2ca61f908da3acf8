package io.throughline.rehearsal.stage;

import io.throughline.engine.By;
import io.throughline.engine.By.Actor;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Viewer;
import io.throughline.rehearsal.floor.Line;
import io.throughline.rehearsal.floor.Waiting;
import io.throughline.rehearsal.people.Dice;
import io.throughline.rehearsal.people.FloorPlan;
import io.throughline.rehearsal.stage.Person.Presence;
import io.throughline.workflow.Step;

/// Calls: a customer waits in the line, and whoever answers takes them through the same steps of the same
/// case, by voice.
final class Phone {
    private static final long HANDLE = Dice.about("call takes");
    private static final long PATIENCE = Dice.about("patience on the telephone");
    private static final long AGAIN = Dice.about("calls again");
    private static final int LONGEST_TALK = 60;
    private static final By CALLER = By.customer(Channel.VOICE);
    private final Stage stage;
    private final Line line;
    private final FloorPlan.Line plan;
    private final By agent;

    Phone(Stage stage) {
        this.stage = stage;
        this.line = stage.line(stage.plan.calls());
        this.plan = stage.plan.line(stage.plan.calls());
        this.agent = new By(Actor.AGENT, "agent-" + line.name(), Channel.VOICE, Desk.everything(stage.definition));
    }

    /// Somebody picks up the telephone.
    void wants(Person person) {
        var state = person.state;
        if (state == null || state.status() == Status.FINISHED || person.calls >= stage.behaviour.mostCalls()) {
            return;
        }
        if (person.presence != Presence.AWAY) {
            return;
        }
        if (!line.isOpen()) {
            stage.counts.closed++;
            person.calls++;
            again(person, line.staff().moreThan(0, stage.agenda.now()));
            return;
        }
        person.presence = Presence.PHONE;
        person.isBusy = true;
        person.hasCalled = true;
        line.call(new Call(person, person.calls++));
    }

    private void again(Person person, long from) {
        var again = stage.behaviour.callsAgain();
        if (from != Waiting.FOREVER && person.dice.happens(again.share(), AGAIN, person.calls)) {
            stage.agenda.at(from + person.dice.takes(again.after(), AGAIN, person.calls), () -> wants(person));
        }
    }

    private final class Call extends Waiting {
        private final Person person;
        private final int time;

        Call(Person person, int time) {
            this.person = person;
            this.time = time;
        }

        @Override
        protected long handle() {
            return person.dice.takes(plan.handle(), HANDLE, time);
        }

        @Override
        protected long patience() {
            return person.dice.takes(plan.patience(), PATIENCE, time);
        }

        @Override
        protected void done() {
            stage.counts.mix(stage.agenda.now());
            person.isHelped = true;
            talk(person);
        }

        @Override
        protected void left(long waited) {
            stage.counts.mix(waited);
            person.presence = Presence.AWAY;
            person.isBusy = false;
            again(person, stage.agenda.now());
        }
    }

    /// A card page that was open during the call has ended.
    void goOn(Person person, CaseState state) {
        if (state.awaiting() != Awaiting.PAYMENT || state.status() != Status.OPEN) {
            talk(person);
        }
    }

    private void talk(Person person) {
        person.isBusy = true;
        for (int i = 0; i < LONGEST_TALK && says(person); i++) {
            // one step after the other
        }
        person.isBusy = false;
        var state = person.state;
        boolean isPaying = state != null && state.status() == Status.OPEN && state.awaiting() == Awaiting.PAYMENT;
        if (!isPaying) {
            person.presence = Presence.AWAY;
            person.isProven = false;
        }
    }

    /// One step of the case.
    ///
    /// @return whether there may be another
    private boolean says(Person person) {
        var state = person.state;
        if (state == null || state.status() != Status.OPEN || state.awaiting() != Awaiting.CUSTOMER) {
            return false;
        }
        var step = stage.step(state.at());
        if (step == null || !Customers.isOn(step, Channel.VOICE)) {
            return hands(person);
        }
        var by = by(step);
        int time = stage.stands(person, step);
        var prompt = Engine.prompt(stage.definition, state, new Viewer(by, person.isProven), stage.now());
        var input = stage.answers.to(prompt, person, time);
        if (input.isEmpty()) {
            return hands(person);
        }
        Customers.prove(person, input.get());
        if (!stage.cases.give(person, input.get(), by)) {
            return hands(person);
        }
        stage.counts.at(stage.place(step.name())).answered++;
        return true;
    }

    /// An agent, or the caller on the keypad where the step is for customers only.
    private By by(Step step) {
        var actors = step.common().by();
        return actors.isEmpty() || actors.contains(Actor.AGENT) ? agent : CALLER;
    }

    /// It cannot be done by voice: somebody has to look after it.
    private boolean hands(Person person) {
        stage.cases.give(person, new Input.PersonWanted(), CALLER);
        return false;
    }
}
