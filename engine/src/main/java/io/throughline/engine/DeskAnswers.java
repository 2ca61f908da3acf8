package io.throughline.engine;

import static io.throughline.engine.Refusal.Code.FINISHED;
import static io.throughline.engine.Refusal.Code.INVALID;
import static io.throughline.engine.Refusal.Code.NOT_AT_STEP;
import static io.throughline.engine.Refusal.Code.NOT_OFFERED;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.CaseState.Task;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What people at a desk answer: checklists, cases that were assigned to them, approvals.
final class DeskAnswers {
    private static final int LONGEST = 2_000;
    private final Definition definition;
    private final CaseState state;
    private final Move move;
    private final By by;
    private final Guard guard;

    DeskAnswers(Definition definition, CaseState state, Move move, By by, Guard guard) {
        this.definition = definition;
        this.state = state;
        this.move = move;
        this.by = by;
        this.guard = guard;
    }

    Optional<Refusal> checked(Input.Checked given) {
        var refused = work(given.step(), Step.Check.class);
        if (refused.isPresent()) {
            return refused;
        }
        var step = (Step.Check) definition.step(given.step());
        var mistakes = new LinkedHashMap<String, String>();
        var evidence = new LinkedHashMap<String, Object>();
        for (var line : step.lines().values()) {
            var shown = given.evidence().getOrDefault(line.name(), "").strip();
            if (shown.isEmpty() && line.required()) {
                mistakes.put(line.name(), missing(line.evidence()));
            } else if (shown.length() > LONGEST) {
                mistakes.put(line.name(), "Keep it under " + LONGEST + " characters");
            } else if (!shown.isEmpty()) {
                evidence.put(line.name(), shown);
            }
        }
        given.evidence().keySet().stream()
                .filter(name -> !step.lines().containsKey(name))
                .forEach(name -> mistakes.put(name, "There is no such line"));
        if (!mistakes.isEmpty()) {
            return Optional.of(new Refusal(INVALID, "check.evidence", "some lines lack their evidence", mistakes));
        }
        move.setFacts(step.name(), evidence);
        move.event("checked", Map.of("lines", evidence));
        move.end(step, "done");
        return Optional.empty();
    }

    private static String missing(Step.Evidence evidence) {
        return switch (evidence) {
            case NOTE -> "Say what you saw";
            case REFERENCE -> "Give the number or name it has in the other system";
            case DOCUMENT -> "Name the document that shows it";
        };
    }

    Optional<Refusal> claimed(Input.Claimed given) {
        var task = state.task();
        if (state.status() == Status.FINISHED) {
            return no(FINISHED, "this is already settled");
        }
        if (task == null || !task.step().equals(given.step())) {
            return no(NOT_AT_STEP, "the case has moved on");
        }
        var refused = may(task);
        if (refused.isPresent()) {
            return refused;
        }
        move.give(null, by.id());
        move.event("work-taken", Map.of("queue", task.queue(), "person", by.id()));
        return Optional.empty();
    }

    private Optional<Refusal> may(Task task) {
        if (task.kind() == Task.Kind.EXCEPTION) {
            return by.actor().isStaff()
                    ? Optional.empty()
                    : Guard.refused("work.staff-only", "a person looks after this case");
        }
        var step = definition.step(task.step());
        return Tasks.authority(step, task).flatMap(guard::decide).or(() -> guard.work(step, task));
    }

    Optional<Refusal> takenBack(Input.TakenBack given) {
        var refused = work(given.step(), Step.Assign.class);
        if (refused.isPresent()) {
            return refused;
        }
        var step = (Step.Assign) definition.step(given.step());
        if (!step.results().contains(given.result())) {
            return no(NOT_OFFERED, "give it back with one of " + String.join(", ", step.results()));
        }
        if (given.note().length() > LONGEST) {
            return no(INVALID, "keep the note under " + LONGEST + " characters");
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("outcome", given.result());
        result.put("by", by.id());
        if (!given.note().isBlank()) {
            result.put("note", given.note().strip());
        }
        move.result(step.name(), result);
        move.event("work-given-back", Map.of("outcome", given.result(), "note", given.note()));
        move.end(step, given.result());
        return Optional.empty();
    }

    Optional<Refusal> decided(Input.Decided given) {
        var task = state.task();
        if (state.status() == Status.FINISHED) {
            return no(FINISHED, "this is already settled");
        }
        if (task == null || task.kind() != Task.Kind.APPROVAL || !task.step().equals(given.step())) {
            return no(NOT_AT_STEP, "nothing waits for a decision here");
        }
        var refused = may(task);
        if (refused.isPresent()) {
            return refused;
        }
        if (!given.approved() && given.reason().isBlank()) {
            return Optional.of(new Refusal(NOT_OFFERED, "decision.reason", "a refusal needs its reason"));
        }
        move.decided(
                definition.step(task.step()),
                task,
                given.approved() ? "approved" : "refused",
                given.reason().strip());
        return Optional.empty();
    }

    /// Why work at `step` cannot be done by this actor, if so.
    private Optional<Refusal> work(String name, Class<? extends Step> kind) {
        if (state.status() == Status.FINISHED) {
            return no(FINISHED, "this is already settled");
        }
        if (!state.at().equals(name)
                || state.awaiting() != Awaiting.PERSON
                || state.task() == null
                || !kind.isInstance(definition.steps().get(name))) {
            return no(NOT_AT_STEP, "the case has moved on");
        }
        return guard.work(definition.step(name), Objects.requireNonNull(state.task()));
    }

    private static Optional<Refusal> no(Refusal.Code code, String message) {
        return Optional.of(new Refusal(code, message));
    }
}
