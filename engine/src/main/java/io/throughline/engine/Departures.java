package io.throughline.engine;

import static io.throughline.engine.Refusal.Code.FINISHED;
import static io.throughline.engine.Refusal.Code.INVALID;
import static io.throughline.engine.Refusal.Code.NOT_AT_STEP;
import static io.throughline.engine.Refusal.Code.UNKNOWN;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.CaseState.Task;
import io.throughline.workflow.Authority;
import io.throughline.workflow.Certain;
import io.throughline.workflow.Definition;
import io.throughline.workflow.FactType;
import io.throughline.workflow.Step;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Steps off the path: override, correction, reopening, reassignment and the way back from a person. The right and the
/// reason were checked by the [Guard]; what no right allows is refused here: to skip required words, or an approval
/// that one may not give.
final class Departures {
    private static final String WORDS = "words ";
    private static final String AUTHORITY = "authority ";
    private final Definition definition;
    private final CaseState state;
    private final Move move;
    private final By by;
    private final Guard guard;

    Departures(Definition definition, CaseState state, Move move, By by, Guard guard) {
        this.definition = definition;
        this.state = state;
        this.move = move;
        this.by = by;
        this.guard = guard;
    }

    Optional<Refusal> take(Input.Departure departure) {
        return switch (departure) {
            case Input.Resumed(var step, var reason) -> resumed(step, reason);
            case Input.Override(var step, var reason) -> overridden(step, reason);
            case Input.Reopen(var step, var reason) -> reopened(step, reason);
            case Input.Correct correct -> corrected(correct);
            case Input.Reassign reassign -> reassigned(reassign);
            case Input.Migrate _ -> no(UNKNOWN, "migrate.version", "the version to go to is not at hand here");
        };
    }

    private Optional<Refusal> resumed(String step, String reason) {
        if (state.status() != Status.EXCEPTION) {
            return no(
                    state.status() == Status.FINISHED ? FINISHED : NOT_AT_STEP,
                    "resume.not-with-a-person",
                    "the case is not with a person");
        }
        return target(step, state.passed()).or(() -> {
            record("case-resumed", Rights.RESUME, reason, Map.of("to", step));
            move.put(step);
            return Optional.empty();
        });
    }

    private Optional<Refusal> overridden(String step, String reason) {
        if (state.status() != Status.OPEN) {
            return no(
                    state.status() == Status.FINISHED ? FINISHED : NOT_AT_STEP,
                    "override.not-open",
                    "only an open case can be moved");
        }
        if (isUnderWay()) {
            return no(
                    NOT_AT_STEP,
                    "override.under-way",
                    "a payment, posting or message is under way; its answer comes first");
        }
        return target(step, state.passed()).or(() -> {
            record("overridden", Rights.OVERRIDE, reason, Map.of("from", state.at(), "to", step));
            move.put(step);
            return Optional.empty();
        });
    }

    private boolean isUnderWay() {
        return switch (state.awaiting()) {
            case PAYMENT, WRITEBACK, MESSAGE, FACTS, CHILD -> true;
            case CUSTOMER, TIME, PERSON, NOTHING -> false;
        };
    }

    private Optional<Refusal> reopened(String step, String reason) {
        if (state.status() != Status.FINISHED) {
            return no(NOT_AT_STEP, "reopen.not-finished", "only a finished case can be opened again");
        }
        return target(step, Map.of()).or(() -> {
            record("reopened", Rights.REOPEN, reason, Map.of("to", step, "outcome", String.valueOf(state.outcome())));
            move.reopen(step);
            return Optional.empty();
        });
    }

    /// Why nobody, or not this actor, may put the case on a step.
    ///
    /// @param passed what the case has been through, as far as it still counts
    private Optional<Refusal> target(String name, Map<String, String> passed) {
        var target = definition.steps().get(name);
        if (target == null || target instanceof Step.Finish) {
            return no(UNKNOWN, "departure.step", "there is no step \"" + name + "\" to go to");
        }
        if (target instanceof Step.Write && "written".equals(passed.get(name))) {
            return Guard.refused("departure.written", "this was written before; go on at the step after it");
        }
        var had = new java.util.TreeSet<String>();
        passed.forEach((step, outcome) -> {
            if (definition.steps().containsKey(step)) {
                had.addAll(establishes(definition.step(step), outcome));
            }
        });
        for (var needed : new java.util.TreeSet<>(behind(target))) {
            if (!had.contains(needed)) {
                var refusal = missing(needed);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Optional.empty();
    }

    private Set<String> behind(Step target) {
        return Certain.onEntry(definition, Departures::establishes).getOrDefault(target.name(), Set.of());
    }

    private Optional<Refusal> missing(String needed) {
        if (needed.startsWith(WORDS)) {
            return Guard.refused(
                    "departure.skips-words",
                    "the required words " + needed.substring(WORDS.length()) + " have not been shown yet");
        }
        return authority(needed.substring(AUTHORITY.length()))
                .flatMap(authority -> isKnown(authority.amount())
                        ? guard.decide(authority)
                        : Guard.refused("departure.skips-approval", "what would have to be approved is not known yet"));
    }

    private boolean isKnown(@Nullable String fact) {
        return fact == null || state.fact(fact).isPresent();
    }

    private Optional<Authority> authority(String name) {
        return Optional.ofNullable(definition.authorities().get(name));
    }

    private static Set<String> establishes(Step step, String outcome) {
        return switch (step) {
            case Step.Disclose disclose when outcome.equals("acknowledged") -> Set.of(WORDS + disclose.text());
            case Step.Approve approve
            when outcome.equals("approved") ->
                Set.of(AUTHORITY + approve.authority().name());
            case Step.Choose choose -> {
                var choice = choose.choices().get(outcome);
                yield choice == null || choice.authority() == null
                        ? Set.of()
                        : Set.of(AUTHORITY + choice.authority().name());
            }
            default -> Set.of();
        };
    }

    private Optional<Refusal> corrected(Input.Correct correct) {
        var type = definition.facts().get(correct.fact());
        if (type == null) {
            return no(UNKNOWN, "correct.unknown-fact", "there is no fact \"" + correct.fact() + "\"");
        }
        if (state.status() == Status.FINISHED) {
            return no(FINISHED, "correct.finished", "the case is finished; open it again first");
        }
        if (isEvidence(correct.fact())) {
            return Guard.refused("correct.evidence", "\"" + correct.fact() + "\" is what somebody else has confirmed");
        }
        if (isDecidedNow()) {
            return Guard.refused("correct.while-approval", "an approval is being decided on these facts");
        }
        if (!fits(type, correct.value())) {
            return no(INVALID, "correct.type", "\"" + correct.fact() + "\" must be " + type.word());
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("fact", correct.fact());
        if (type != FactType.TEXT && type != FactType.DOCUMENT) {
            // words may be about a person and evidence cannot be erased; the state has them
            state.fact(correct.fact()).ifPresent(old -> details.put("before", old));
            details.put("after", correct.value());
        }
        record("corrected", Rights.CORRECT, correct.reason(), details);
        int dot = correct.fact().indexOf('.');
        move.result(correct.fact().substring(0, dot), Map.of(correct.fact().substring(dot + 1), correct.value()));
        return Optional.empty();
    }

    /// Receipts, decisions and what a child brought are evidence; a terms or an answer is not.
    private boolean isEvidence(String fact) {
        var step = definition.steps().get(fact.substring(0, fact.indexOf('.')));
        return step instanceof Step.Pay
                || step instanceof Step.Write
                || step instanceof Step.Approve
                || step instanceof Step.Run
                || fact.startsWith("trigger.");
    }

    private boolean isDecidedNow() {
        return state.task() != null && state.task().kind() == Task.Kind.APPROVAL;
    }

    /// Whether a value is one that a fact of that type can hold.
    static boolean fits(FactType type, Object value) {
        return switch (type) {
            case TEXT -> value instanceof String text && text.length() <= 4_000;
            case DATE -> value instanceof String day && isDay(day);
            case WHOLE -> value instanceof Long || value instanceof Integer;
            case YES_NO -> value instanceof Boolean;
            case MONEY -> isMoney(value);
            case DOCUMENT -> Document.isFact(value);
            case LIST -> value instanceof List<?>;
        };
    }

    private static boolean isDay(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isMoney(Object value) {
        try {
            Money.fromFact(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<Refusal> reassigned(Input.Reassign reassign) {
        var task = state.task();
        if (task == null || state.awaiting() != Awaiting.PERSON) {
            return no(NOT_AT_STEP, "reassign.no-work", "nothing waits for a person here");
        }
        if (reassign.queue() == null && reassign.person() == null) {
            return no(INVALID, "reassign.nowhere", "say which queue or which person");
        }
        if (reassign.queue() != null && !definition.queues().contains(reassign.queue())) {
            return no(UNKNOWN, "reassign.unknown-queue", "nobody serves a queue \"" + reassign.queue() + "\" here");
        }
        var details = new HashMap<String, Object>();
        details.put("from", task.queue());
        details.put("queue", reassign.queue() == null ? task.queue() : reassign.queue());
        if (reassign.person() != null) {
            details.put("person", reassign.person());
        }
        record("reassigned", Rights.REASSIGN, reassign.reason(), details);
        move.give(reassign.queue(), reassign.person());
        return Optional.empty();
    }

    /// Evidence of a departure says so, and with which right.
    private void record(String type, String right, String reason, Map<String, Object> what) {
        var details = new LinkedHashMap<>(what);
        details.put("departure", right);
        details.put("reason", reason);
        details.put("staff", by.id());
        move.event(type, details);
        if (!right.equals(Rights.REASSIGN)) {
            move.hand(by.id());
        }
    }

    private static Optional<Refusal> no(Refusal.Code code, String rule, String message) {
        return Optional.of(new Refusal(code, rule, message));
    }
}
