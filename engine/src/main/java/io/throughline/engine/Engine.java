package io.throughline.engine;

import io.throughline.workflow.Condition.ConditionFailed;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Decides how cases move. Pure: the same definition, state, input and instant give the same
/// answer, in any process, at any time. What a single input does is in [Take]; what entering a step
/// does is in [Move].
public final class Engine {
    private Engine() {}

    /// A new case. Its first effects read the facts that must be at hand before anybody speaks.
    ///
    /// @param id UUIDv7 made by the caller
    /// @param trigger facts of the operational event: at least `accountId` and `customerId`
    public static Transition open(
            Definition definition, String tenant, String id, Map<String, Object> trigger, By by, Instant now) {
        var facts = new TreeMap<String, Map<String, Object>>();
        facts.put("trigger", new TreeMap<>(trigger));
        var state = new CaseState(
                tenant,
                id,
                definition.name(),
                definition.version(),
                now,
                CaseState.Status.OPEN,
                definition.first().name(),
                CaseState.Awaiting.NOTHING,
                0,
                Identity.UNKNOWN,
                0,
                definition.outreach().isEmpty(),
                facts,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null);
        var move = new Move(definition, state, by, now);
        var details = new LinkedHashMap<String, Object>(trigger);
        details.put("workflow", definition.name());
        details.put("version", definition.version());
        details.put("reference", state.reference());
        move.event("case-opened", details);
        move.begin();
        return move.done();
    }

    /// Takes an input: the transition it causes, or why it is not taken. A refused input changes nothing.
    public static Advance advance(Definition definition, CaseState state, Input input, By by, Instant now) {
        if (!definition.version().equals(state.version())) {
            throw new IllegalArgumentException(
                    "case " + state.id() + " is pinned to another version of " + state.workflow());
        }
        var move = new Move(definition, state, by, now);
        try {
            var refusal = new Take(definition, state, move, by, now).take(input);
            if (refusal.isPresent()) {
                return new Advance.Refused(refusal.get());
            }
        } catch (ConditionFailed e) {
            // a guess would be worse than a person: where it led is dropped, and the fault is the evidence
            move = taken(definition, state, input, by, now);
            move.stuck(e.getMessage() == null ? "a condition could not be decided" : e.getMessage());
        }
        return new Advance.Moved(move.done());
    }

    /// What an input itself says, which is true wherever it leads: money was taken, an effect was answered.
    private static Move taken(Definition definition, CaseState state, Input input, By by, Instant now) {
        var move = new Move(definition, state, by, now);
        move.stayPut();
        try {
            if (new Take(definition, state, move, by, now).take(input).isEmpty()) {
                return move;
            }
        } catch (ConditionFailed alsoWithoutGoingOn) {
            // the input itself could not be understood
        }
        return new Move(definition, state, by, now);
    }

    /// Moves a parked case to another version, if one of the two says how: a departure, with a right and a reason.
    ///
    /// @param older the version that the case is on
    /// @param newer the version that it goes to
    public static Advance migrate(
            Definition older, Definition newer, CaseState state, Input.Migrate input, By by, Instant now) {
        if (!older.version().equals(state.version())
                || !newer.name().equals(older.name())
                || !newer.version().equals(input.version())) {
            throw new IllegalArgumentException("case " + state.id() + " is of another version, or asked for one");
        }
        return new Migrating(older, newer, state, by, now).take(input);
    }

    /// What the case asks of a customer on the web now.
    ///
    /// @param verifiedHere whether the person on this session is the one who was proven; without it no account
    /// fact is
    ///     in the prompt
    public static Prompt prompt(Definition definition, CaseState state, boolean verifiedHere, Instant now) {
        return prompt(definition, state, Viewer.customer(By.Channel.WEB, verifiedHere), now);
    }

    /// What the case asks of whoever looks at it, now. Customers are told that a person has it where work waits at a
    /// desk; staff see the work.
    public static Prompt prompt(Definition definition, CaseState state, Viewer viewer, Instant now) {
        return new Prompts(definition, state, viewer, now).prompt();
    }

    /// What an agent or assistant sees beside the prompt; customers see nothing.
    public static Optional<Beside> beside(Definition definition, CaseState state, Viewer viewer, Instant now) {
        return new Prompts(definition, state, viewer, now).beside();
    }
}
