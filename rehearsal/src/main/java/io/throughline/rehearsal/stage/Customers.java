package io.throughline.rehearsal.stage;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Viewer;
import io.throughline.rehearsal.people.Dice;
import io.throughline.rehearsal.stage.Person.Presence;
import io.throughline.workflow.Step;
import org.jspecify.annotations.Nullable;

/// What customers do with messages and on the page.
final class Customers {
    private static final long READS = Dice.about("reads a message");
    private static final long WHEN = Dice.about("when a message is read");
    private static final long STOPS = Dice.about("wants no more");
    private static final long RESPONDS = Dice.about("does something about it");
    private static final long CALLS = Dice.about("calls instead");
    private static final long ONLY_WAY = Dice.about("calls when it is the only way");
    private static final long BACK = Dice.about("comes back");
    private static final long TAKES = Dice.about("takes");
    private static final long GOES_ON = Dice.about("goes on");
    /// Whoever has stood before a step so often goes round in circles and gives up.
    private static final int ENOUGH = 25;

    private static final By ON_PAGE = By.customer(Channel.WEB);
    private final Stage stage;

    Customers(Stage stage) {
        this.stage = stage;
    }

    // ---- messages

    /// A message is on their telephone, or in their mailbox.
    void reached(Person person, Channel channel, String contact) {
        int message = person.messages++;
        var read = stage.behaviour.reads().get(channel);
        if (read == null || !person.dice.happens(read.share(), READS, message)) {
            return;
        }
        long attention = person.dice.takes(read.after(), WHEN, message);
        long when = stage.behaviour.attention().spent(stage.agenda.now(), attention, person.zone);
        stage.agenda.at(when, () -> reads(person, channel, contact, message));
    }

    private void reads(Person person, Channel channel, String contact, int message) {
        var state = person.state;
        if (state == null || state.status() == Status.FINISHED) {
            return;
        }
        person.hasRead = true;
        if (person.dice.happens(stage.behaviour.stops(), STOPS, message)) {
            person.hasStopped = true;
            stage.cases.give(person, new Input.OptedOut(channel, "stop"), By.customer(channel));
            return;
        }
        boolean acts = person.presence == Presence.AWAY
                && hasTheWord(state)
                && person.dice.happens(stage.behaviour.responds(), RESPONDS, message);
        if (!acts) {
            return;
        }
        var step = stage.step(state.at());
        if (!isOn(step, Channel.WEB)) {
            onlyWay(person, step, message);
        } else if (person.dice.happens(stage.behaviour.calls(), CALLS, message)) {
            stage.phone.wants(person);
        } else {
            person.hasOpened = true;
            stage.cases.give(person, new Input.LinkOpened(contact), ON_PAGE);
            comes(person);
        }
    }

    private static boolean hasTheWord(CaseState state) {
        return state.status() == Status.OPEN && state.awaiting() == Awaiting.CUSTOMER;
    }

    /// Whether a step may be answered on a channel.
    static boolean isOn(@Nullable Step step, Channel channel) {
        return step != null
                && (step.common().channels().isEmpty()
                        || step.common().channels().contains(channel));
    }

    private void onlyWay(Person person, @Nullable Step step, int time) {
        if (isOn(step, Channel.VOICE) && person.dice.happens(stage.behaviour.callsWhenOnlyWay(), ONLY_WAY, time)) {
            stage.phone.wants(person);
        }
    }

    // ---- the page

    private void comes(Person person) {
        var state = person.state;
        if (state != null && person.presence == Presence.AWAY) {
            person.presence = Presence.PAGE;
            goOn(person, state);
        }
    }

    /// Something has changed, or somebody came: whoever is there does the next thing.
    void goOn(Person person, CaseState state) {
        if (person.isBusy || person.presence == Presence.AWAY) {
            return;
        }
        if (person.presence == Presence.PHONE) {
            stage.phone.goOn(person, state);
        } else if (hasTheWord(state)) {
            stands(person, state);
        } else if (state.awaiting() != Awaiting.PAYMENT || state.status() != Status.OPEN) {
            goes(person, state.status() == Status.OPEN);
        }
    }

    private void stands(Person person, CaseState state) {
        var step = stage.step(state.at());
        if (step == null || !isOn(step, Channel.WEB)) {
            goes(person, false);
            onlyWay(person, step, person.leavings);
            return;
        }
        int time = stage.stands(person, step);
        var at = stage.counts.at(stage.place(step.name()));
        var manner = stage.answers.manner(step);
        long about = stage.answers.about(step.name());
        double roll = person.dice.roll(about ^ GOES_ON, time);
        if (time >= ENOUGH || roll < manner.leaves()) {
            at.left++;
            goes(person, time < ENOUGH);
        } else if (roll < manner.leaves() + manner.calls()) {
            at.called++;
            goes(person, false);
            stage.phone.wants(person);
        } else if (roll < manner.leaves() + manner.calls() + manner.asksPerson() && stage.definition.person() != null) {
            at.asked++;
            stage.cases.give(person, new Input.PersonWanted(), ON_PAGE);
        } else {
            long takes = step instanceof Step.Pay ? 0 : person.dice.takes(manner.takes(), about ^ TAKES, time);
            person.isBusy = true;
            stage.agenda.in(takes, () -> answers(person, step, time));
        }
    }

    private void answers(Person person, Step step, int time) {
        person.isBusy = false;
        var state = person.state;
        if (state == null || person.presence != Presence.PAGE) {
            return;
        }
        if (!hasTheWord(state) || !state.at().equals(step.name())) {
            goOn(person, state); // a timer was faster
            return;
        }
        var prompt = Engine.prompt(stage.definition, state, Viewer.customer(Channel.WEB, person.isProven), stage.now());
        var input = stage.answers.to(prompt, person, time);
        if (input.isEmpty()) {
            goes(person, false);
            return;
        }
        prove(person, input.get());
        if (stage.cases.give(person, input.get(), ON_PAGE)) {
            stage.counts.at(stage.place(step.name())).answered++;
        } else {
            goes(person, true);
        }
    }

    static void prove(Person person, Input input) {
        if (input instanceof Input.IdentityProved) {
            person.isProven = true;
        } else if (input instanceof Input.WrongParty) {
            person.isProven = false;
        }
    }

    /// Closes the page, for now or for good.
    private void goes(Person person, boolean mayComeBack) {
        if (person.state != null && person.state.status() == Status.OPEN) {
            person.leftAt = stage.place(person.state.at());
        }
        person.presence = Presence.AWAY;
        person.isProven = false;
        var back = stage.behaviour.comesBack();
        int leaving = person.leavings++;
        if (mayComeBack && person.dice.happens(back.share(), BACK, leaving)) {
            long attention = person.dice.takes(back.after(), BACK, leaving);
            long when = stage.behaviour.attention().spent(stage.agenda.now(), attention, person.zone);
            stage.agenda.at(when, () -> returns(person));
        }
    }

    private void returns(Person person) {
        var state = person.state;
        if (state != null && hasTheWord(state) && isOn(stage.step(state.at()), Channel.WEB)) {
            comes(person);
        }
    }
}
