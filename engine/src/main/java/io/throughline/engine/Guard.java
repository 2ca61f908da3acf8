package io.throughline.engine;

import static io.throughline.engine.Refusal.Code.NOT_ALLOWED;

import io.throughline.engine.CaseState.Task;
import io.throughline.workflow.Authority;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.util.Optional;

/// Who may give which input. It stands in [Engine#advance], so every way in passes it: a page, the API, an import, a
/// bulk action, the command line and whatever comes later.
final class Guard {
    private final Definition definition;
    private final CaseState state;
    private final By by;

    Guard(Definition definition, CaseState state, By by) {
        this.definition = definition;
        this.state = state;
        this.by = by;
    }

    /// Why the input may not be given by this actor, if so.
    Optional<Refusal> check(Input input) {
        boolean ofPlatform = input instanceof Input.Report || input instanceof Input.TimerDue;
        if (ofPlatform && by.actor() != By.Actor.SYSTEM) {
            return refused("report.system-only", "only the platform reports what came of an effect");
        }
        if (input instanceof Input.Answer answer) {
            return answer(answer);
        }
        if (input instanceof Input.MessageWritten && !by.actor().isStaff()) {
            return refused("message.staff-only", "only somebody of the house writes by hand");
        }
        if (input instanceof Input.SteppedIn steppedIn) {
            return steppingIn(steppedIn);
        }
        return input instanceof Input.Departure departure ? departure(departure, rightOf(departure)) : Optional.empty();
    }

    private Optional<Refusal> steppingIn(Input.SteppedIn input) {
        if (by.actor() != By.Actor.SUPERVISOR) {
            return refused("step-in.supervisors", "only a supervisor steps into a colleague's conversation");
        }
        boolean takesOver = input.manner() == Input.SteppedIn.Manner.TOOK_OVER;
        if (takesOver && !by.rights().has(Rights.REASSIGN)) {
            return refused("step-in.right", "to take work over needs the right \"" + Rights.REASSIGN + "\"");
        }
        if (input.reason().isBlank() && input.manner() != Input.SteppedIn.Manner.LEFT) {
            return Optional.of(new Refusal(Refusal.Code.NOT_OFFERED, "step-in.reason", "a reason is needed"));
        }
        return Optional.empty();
    }

    private Optional<Refusal> answer(Input.Answer answer) {
        if (by.actor() == By.Actor.SYSTEM) {
            return refused("answer.by-a-person", "only somebody who is there can answer a step");
        }
        var step = definition.steps().get(answer.step());
        if (step == null) {
            return Optional.empty(); // told as a place where the case does not stand
        }
        boolean decides = answer instanceof Input.Decided || answer instanceof Input.Claimed;
        if (decides && step instanceof Step.Choose) {
            return Optional.empty(); // who may choose, and where, says nothing about who may approve
        }
        if (!step.common().by().isEmpty() && !step.common().by().contains(by.actor())) {
            return refused("answer.by", "this step is not for " + by.actor().word() + "s to answer");
        }
        if (!decides
                && step.isDeskWork()
                && step.common().by().isEmpty()
                && !by.actor().isStaff()) {
            return refused("answer.by", "a person looks after this step");
        }
        if (!step.common().channels().isEmpty() && !step.common().channels().contains(by.channel())) {
            return refused(
                    "answer.channel",
                    "this cannot be answered by " + by.channel().word());
        }
        return Optional.empty();
    }

    private static String rightOf(Input.Departure departure) {
        return switch (departure) {
            case Input.Override _ -> Rights.OVERRIDE;
            case Input.Correct _ -> Rights.CORRECT;
            case Input.Reopen _ -> Rights.REOPEN;
            case Input.Reassign _ -> Rights.REASSIGN;
            case Input.Resumed _ -> Rights.RESUME;
            case Input.Migrate _ -> Rights.MIGRATE;
        };
    }

    private Optional<Refusal> departure(Input.Departure departure, String right) {
        if (!by.actor().isStaff()) {
            return refused("departure.staff-only", "only a person with the right may leave the path");
        }
        if (!by.rights().has(right)) {
            return refused("departure.right", "this needs the right \"" + right + "\"");
        }
        if (departure.reason().isBlank()) {
            return Optional.of(new Refusal(Refusal.Code.NOT_OFFERED, "departure.reason", "a reason is needed"));
        }
        return Optional.empty();
    }

    /// Why this actor may not decide what waits for approval, if so.
    Optional<Refusal> decide(Authority authority) {
        if (!by.actor().isStaff()) {
            return refused("decision.staff-only", "only a person with the right may decide this");
        }
        if (isOwn()) {
            return refused(
                    "decision.own-request", "nobody decides a request of their own, or in a case they worked on");
        }
        if (!covers(authority)) {
            return refused(
                    "decision.beyond-rights",
                    "this needs the right \"" + authority.right() + "\" up to the amount in question");
        }
        return Optional.empty();
    }

    private boolean isOwn() {
        var task = state.task();
        boolean asked = task != null
                && task.kind() == Task.Kind.APPROVAL
                && task.requestedBy().equals(by.id());
        return asked || state.hands().contains(by.id());
    }

    /// Whether this actor may decide alone what the authority is about.
    boolean covers(Authority authority) {
        return by.actor().isStaff()
                && by.rights().cover(authority.right(), money(authority.amount()), money(authority.of()));
    }

    private @org.jspecify.annotations.Nullable Money money(@org.jspecify.annotations.Nullable String fact) {
        return fact == null ? null : Facts.money(state.facts(), fact);
    }

    /// Why this actor may not do the work that waits at a step, if so.
    Optional<Refusal> work(Step step, Task task) {
        if (!by.actor().isStaff() && !step.common().by().contains(by.actor())) {
            return refused("work.staff-only", "a person looks after this step");
        }
        var assignment = Tasks.assignment(step, task);
        if (assignment != null) {
            for (var right : assignment.rights()) {
                if (!by.rights().has(right)) {
                    return refused("work.right", "this needs the right \"" + right + "\"");
                }
            }
            for (var skill : assignment.skills()) {
                if (!by.rights().skills().contains(skill)) {
                    return refused("work.skill", "this needs somebody who knows \"" + skill + "\"");
                }
            }
        }
        if (task.person() != null && !task.person().equals(by.id())) {
            return refused("work.taken", "somebody else has this work");
        }
        return Optional.empty();
    }

    static Optional<Refusal> refused(String rule, String message) {
        return Optional.of(new Refusal(NOT_ALLOWED, rule, message));
    }
}
