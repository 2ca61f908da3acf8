package io.throughline.rehearsal.stage;

import io.throughline.engine.By;
import io.throughline.engine.By.Actor;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Task;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Rights;
import io.throughline.engine.Rights.Limit;
import io.throughline.engine.Viewer;
import io.throughline.rehearsal.floor.Waiting;
import io.throughline.rehearsal.people.Dice;
import io.throughline.workflow.Assignment;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/// Work that waits for a person: it goes into the line of its queue, and whoever takes it answers as a
/// colleague with every right.
final class Desk {
    private static final long WORK = Dice.about("work takes");
    private final Stage stage;
    private final Rights rights;

    Desk(Stage stage) {
        this.stage = stage;
        this.rights = everything(stage.definition);
    }

    /// Every right and skill that a definition knows.
    static Rights everything(Definition definition) {
        var held = new HashMap<String, Limit>();
        var skills = new HashSet<String>();
        definition.authorities().values().forEach(authority -> {
            held.put(authority.right(), Limit.NONE);
            add(authority.assignment(), held, skills);
        });
        for (var step : definition.steps().values()) {
            if (step.common().desk() != null) {
                add(step.common().desk(), held, skills);
            }
            switch (step) {
                case Step.Check check -> add(check.assignment(), held, skills);
                case Step.Assign assign -> add(assign.assignment(), held, skills);
                default -> {
                    // needs nothing of its own
                }
            }
        }
        return new Rights(held, skills);
    }

    private static void add(Assignment assignment, Map<String, Limit> held, HashSet<String> skills) {
        assignment.rights().forEach(right -> held.put(right, Limit.NONE));
        skills.addAll(assignment.skills());
    }

    /// Puts what waits for a person into its line, once.
    void look(Person person, CaseState state) {
        var task = state.task();
        var key = task == null ? "" : task.step() + "/" + state.visit() + "/" + task.queue();
        if (!key.equals(person.waitsFor)) {
            person.waitsFor = key;
            if (task != null) {
                if (task.kind() == Task.Kind.EXCEPTION) {
                    person.cause = task.step();
                }
                stage.line(task.queue()).work(new Piece(person, key, task));
            }
        }
    }

    private final class Piece extends Waiting {
        private final Person person;
        private final String key;
        private final Task task;
        private final int number;

        Piece(Person person, String key, Task task) {
            this.person = person;
            this.key = key;
            this.task = task;
            this.number = person.pieces++;
        }

        @Override
        protected long handle() {
            return person.dice.takes(
                    stage.plan.line(task.queue()).work(), WORK ^ stage.answers.about(task.step()), number);
        }

        @Override
        protected boolean isWanted() {
            return key.equals(person.waitsFor);
        }

        @Override
        protected void done() {
            if (isWanted()) {
                Instant due = task.dueBy();
                if (due.isBefore(stage.now())) {
                    stage.counts.late(task.queue(), due);
                    var raised = stage.counts.raised.get(task.step());
                    if (raised != null && task.kind() == Task.Kind.EXCEPTION) {
                        raised.late++;
                    }
                }
                person.isHelped = true;
                does(person, task);
            }
        }
    }

    private void does(Person person, Task task) {
        if (task.kind() == Task.Kind.EXCEPTION) {
            stage.cases.over(person, null); // somebody has looked after it; how is not the workflow's to say
            return;
        }
        var state = person.state;
        var step = stage.step(task.step());
        if (state == null || step == null) {
            return;
        }
        int time = stage.stands(person, step);
        answer(person, state, step, task, time).ifPresent(input -> {
            if (stage.cases.give(person, input, colleague(step, task))) {
                stage.counts.at(stage.place(step.name())).answered++;
            }
        });
    }

    private Optional<Input> answer(Person person, CaseState state, Step step, Task task, int time) {
        if (task.kind() == Task.Kind.APPROVAL) {
            boolean approved = person.dice.happens(
                    stage.behaviour.manner(step.name(), "approve").good(), stage.answers.about(step.name()), time);
            return Optional.of(new Input.Decided(step.name(), approved, approved ? "" : "not this time"));
        }
        return switch (step) {
            case Step.Check check -> {
                var evidence = new HashMap<String, String>();
                check.lines().keySet().forEach(line -> evidence.put(line, "seen"));
                yield Optional.of(new Input.Checked(check.name(), evidence));
            }
            case Step.Assign assign ->
                Optional.of(new Input.TakenBack(
                        assign.name(),
                        stage.answers.pick(assign.name(), assign.results(), person, time),
                        "looked after"));
            case Step.Request request -> Optional.of(new Input.Continued(request.name()));
            default -> {
                var viewer = new Viewer(colleague(step, task), true);
                yield stage.answers.to(Engine.prompt(stage.definition, state, viewer, stage.now()), person, time);
            }
        };
    }

    private By colleague(Step step, Task task) {
        boolean approves = task.kind() == Task.Kind.APPROVAL;
        var actor = step.common().by().stream()
                .filter(Actor::isStaff)
                .min(Comparator.naturalOrder()) // sets have no order that is the same in every process
                .orElse(approves ? Actor.SUPERVISOR : Actor.AGENT);
        var channels = step.common().channels();
        var channel = channels.stream().min(Comparator.naturalOrder()).orElse(Channel.CHAT);
        return new By(actor, (approves ? "approver-" : "desk-") + task.queue(), channel, rights);
    }
}
