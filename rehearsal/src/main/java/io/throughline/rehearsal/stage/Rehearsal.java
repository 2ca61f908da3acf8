package io.throughline.rehearsal.stage;

import io.throughline.policy.ContactLaw;
import io.throughline.rehearsal.Report;
import io.throughline.rehearsal.people.Behaviour;
import io.throughline.rehearsal.people.Dice;
import io.throughline.rehearsal.people.FloorPlan;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Runs a workflow with a population, through the engine that runs the cases, in virtual time. One thread,
/// so that people meet in the lines in one order; several rehearsals may run beside each other.
public final class Rehearsal {
    /// How long after the last opening the rehearsal goes on at most.
    private static final Duration LONGEST = Duration.ofDays(120);

    private static final long WRONG = Dice.about("wrong party");
    /// Progress is told in so many steps of the opened cases.
    private static final int STEPS = 200;

    private Rehearsal() {}

    /// What comes of it. The same arguments give the same report, in any process.
    ///
    /// @param law what messages are held back by
    /// @param customers how many people, from 1
    /// @param opened told now and then how many cases have been opened
    public static Report run(
            Definition definition,
            ContactLaw law,
            Behaviour behaviour,
            FloorPlan plan,
            int customers,
            long seed,
            IntConsumer opened) {
        if (customers < 1) {
            throw new IllegalArgumentException("nobody to rehearse with");
        }
        var stage = new Stage(definition, law, behaviour, plan);
        List<Person> people = new ArrayList<>(customers);
        int[] count = {0};
        int every = Math.max(1, customers / STEPS);
        for (int number = 0; number < customers; number++) {
            var dice = new Dice(seed, number);
            var person = new Person(
                    number,
                    dice,
                    behaviour.zone(dice),
                    behaviour.opened(dice),
                    dice.happens(behaviour.wrongParty(), WRONG, 0),
                    stage.steps().size());
            people.add(person);
            stage.agenda.at(person.openedAt, () -> {
                stage.cases.open(person);
                if (++count[0] % every == 0) {
                    opened.accept(count[0]);
                }
            });
        }
        long last = behaviour
                .start()
                .plus(behaviour.over())
                .plus(Duration.ofDays(behaviour.days()))
                .toEpochMilli();
        stage.agenda.run(last + LONGEST.toMillis());
        return new Reporter(stage, people, seed).report();
    }
}
