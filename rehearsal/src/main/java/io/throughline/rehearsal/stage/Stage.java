package io.throughline.rehearsal.stage;

import io.throughline.policy.ContactLaw;
import io.throughline.rehearsal.floor.Agenda;
import io.throughline.rehearsal.floor.Line;
import io.throughline.rehearsal.people.Behaviour;
import io.throughline.rehearsal.people.FloorPlan;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What everybody on it shares: the workflow, the clock, the lines, the counts. For one thread.
final class Stage {
    final Definition definition;
    final Behaviour behaviour;
    final FloorPlan plan;
    final Agenda agenda;
    final Answers answers;
    final Counts counts;
    final Cases cases;
    final Outside outside;
    final Customers customers;
    final Phone phone;
    final Desk desk;
    private final Map<String, Line> lines = new TreeMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Step> steps;

    final ContactLaw law;

    Stage(Definition definition, ContactLaw law, Behaviour behaviour, FloorPlan plan) {
        this.law = law;
        this.definition = definition;
        this.behaviour = behaviour;
        this.plan = plan;
        this.agenda = new Agenda(behaviour.start().toEpochMilli());
        this.steps = new ArrayList<>(definition.steps().values());
        for (int i = 0; i < steps.size(); i++) {
            places.put(steps.get(i).name(), i);
        }
        long target = plan.within().toMillis();
        plan.lines().forEach((name, line) -> lines.put(name, new Line(name, line.staff(), target, agenda)));
        this.answers = new Answers(definition, behaviour);
        this.counts = new Counts(steps.size(), plan.line(plan.calls()).staff().zone());
        this.outside = new Outside(this);
        this.cases = new Cases(this);
        this.customers = new Customers(this);
        this.phone = new Phone(this);
        this.desk = new Desk(this);
    }

    Instant now() {
        return Instant.ofEpochMilli(agenda.now());
    }

    List<Step> steps() {
        return steps;
    }

    /// The place of a step in the definition.
    int place(String step) {
        return places.getOrDefault(step, 0);
    }

    @Nullable
    Step step(String name) {
        return definition.steps().get(name);
    }

    Map<String, Line> lines() {
        return lines;
    }

    /// The line of a queue.
    Line line(String queue) {
        var line = lines.get(queue);
        if (line == null) {
            throw new IllegalStateException("the definition names no queue " + queue);
        }
        return line;
    }

    /// Counts that a person stands before a step.
    ///
    /// @return how often they stood there before
    int stands(Person person, Step step) {
        int place = place(step.name());
        int before = person.stood[place];
        if (before < Byte.MAX_VALUE) {
            person.stood[place]++;
        }
        person.leftAt = -1;
        counts.reached(place, before == 0);
        return before;
    }
}
