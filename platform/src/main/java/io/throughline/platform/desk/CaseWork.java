package io.throughline.platform.desk;

import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Task;
import io.throughline.engine.Money;
import io.throughline.engine.Rights;
import io.throughline.platform.desk.Item.Asks;
import io.throughline.platform.desk.Item.Subject;
import io.throughline.platform.staff.Colleague;
import io.throughline.workflow.Assignment;
import io.throughline.workflow.Authority;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a case needs of a person now, worked out from where it stands.
final class CaseWork {
    private static final int HIGH = 5;
    private static final String OPERATIONS = "operations";

    private CaseWork() {}

    /// A clearance that only one person has: work that was given to them.
    static String person(String id) {
        return "person:" + id;
    }

    /// @param language in which the customer reads
    /// @param people of the house; those who hold the right but not far enough are left out by name
    static Optional<Item> of(
            CaseState state, Definition definition, String language, Collection<Colleague> people, Instant now) {
        var task = state.task();
        if (task == null) {
            return state.status() == CaseState.Status.EXCEPTION
                    ? Optional.of(exception(state, definition, null, language, now))
                    : Optional.empty();
        }
        return Optional.of(
                switch (task.kind()) {
                    case EXCEPTION -> exception(state, definition, task, language, now);
                    case ANSWER -> answer(state, definition, task, language, now);
                    case APPROVAL -> approval(state, definition, task, language, people, now);
                });
    }

    private static Item exception(
            CaseState state, Definition definition, @Nullable Task task, String language, Instant now) {
        var route = definition.exceptions().get(state.at());
        boolean wanted = state.at().equals(definition.person());
        var subject =
                subject(definition, state, Item.CASE, wanted ? "person-wanted" : "exception", state.at(), language);
        var asks = new Asks(wanted ? language : null, given(task), null, 0, null, Set.of());
        var queue = task != null ? task.queue() : route == null ? OPERATIONS : route.queue();
        int priority = route != null && route.priority().equals("high") ? HIGH : 0;
        return item(state, task, subject, asks, queue, priority, now);
    }

    private static Item answer(CaseState state, Definition definition, Task task, String language, Instant now) {
        var step = definition.step(task.step());
        var assignment = assignment(step);
        var clearances = new HashSet<>(given(task));
        var rights = assignment == null ? List.<String>of() : assignment.rights();
        if (assignment != null) {
            clearances.addAll(assignment.skills());
        }
        var asks = new Asks(null, clearances, rights.isEmpty() ? null : rights.getFirst(), 0, null, Set.of());
        var subject = subject(definition, state, Item.CASE, "answer", task.step(), language);
        return item(state, task, subject, asks, task.queue(), task.escalated() ? HIGH : 0, now);
    }

    private static Item approval(
            CaseState state,
            Definition definition,
            Task task,
            String language,
            Collection<Colleague> people,
            Instant now) {
        var authority = authority(definition.step(task.step()), task);
        var amount = authority
                .map(Authority::amount)
                .flatMap(name -> money(state, name))
                .orElse(null);
        var clearances = new HashSet<>(given(task));
        authority.ifPresent(asked -> clearances.addAll(asked.assignment().skills()));
        var asks = new Asks(
                null,
                clearances,
                authority.map(Authority::right).orElse(null),
                amount == null ? 0 : amount.minor(),
                amount == null ? null : amount.currency(),
                never(state, task, authority.orElse(null), people));
        var intent = authority.map(Authority::name).orElse(task.step());
        var subject = subject(definition, state, Item.APPROVAL, "approval", intent, language);
        return item(state, task, subject, asks, task.queue(), task.escalated() ? HIGH : 0, now);
    }

    /// Who asked, who worked on the case, and who may not go so far: shares of a whole are no limit that a line knows.
    static Set<String> never(CaseState state, Task task, @Nullable Authority authority, Collection<Colleague> people) {
        var never = new HashSet<>(state.hands());
        never.add(task.requestedBy());
        if (authority != null) {
            var amount = money(state, authority.amount()).orElse(null);
            var whole = money(state, authority.of()).orElse(null);
            people.stream()
                    .filter(who -> who.rights().has(authority.right())
                            && !who.rights().cover(authority.right(), amount, whole))
                    .map(Colleague::id)
                    .forEach(never::add);
        }
        return never;
    }

    static Optional<Authority> authority(Step step, Task task) {
        return switch (step) {
            case Step.Approve approve -> Optional.of(approve.authority());
            case Step.Choose choose
            when task.choice() != null ->
                Optional.ofNullable(choose.choices().get(task.choice())).map(Step.Choice::authority);
            default -> Optional.empty();
        };
    }

    /// How far somebody's right goes for an approval; null: without limit.
    static Rights.@Nullable Limit limit(Colleague who, String right) {
        return who.rights().held().get(right);
    }

    private static @Nullable Assignment assignment(Step step) {
        return switch (step) {
            case Step.Check check -> check.assignment();
            case Step.Assign assign -> assign.assignment();
            default -> step.common().desk();
        };
    }

    private static Optional<Money> money(CaseState state, @Nullable String fact) {
        return Optional.ofNullable(fact).flatMap(state::fact).map(Money::fromFact);
    }

    private static Set<String> given(@Nullable Task task) {
        return task == null || task.person() == null ? Set.of() : Set.of(person(task.person()));
    }

    private static Subject subject(
            Definition definition, CaseState state, String kind, String source, String intent, String language) {
        return new Subject(
                kind,
                source,
                intent,
                definition.title(),
                definition.name(),
                definition.purpose(),
                state.at(),
                language);
    }

    private static Item item(
            CaseState state, @Nullable Task task, Subject subject, Asks asks, String queue, int priority, Instant now) {
        var choice = task == null || task.choice() == null ? "" : "/" + task.choice();
        return new Item(
                "",
                state.id() + "/" + state.visit() + "/" + subject.source() + "/" + state.at() + choice,
                state.id(),
                state.reference(),
                subject,
                asks,
                null,
                null,
                priority,
                queue,
                queue,
                now,
                now,
                task == null ? null : task.dueBy(),
                Item.State.WAITING,
                null,
                null,
                null,
                "",
                null,
                task == null ? null : task.requestedBy(),
                null,
                null,
                null,
                0,
                now);
    }
}
