package io.throughline.platform.cases;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Event;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Refusal;
import io.throughline.engine.Transition;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Small rules for tests of the store: a chosen step with the name of an effect queues it, its report ends it,
/// `finish` ends the case, a timer rings an hour after opening, and choices are counted.
public final class ToyRules implements Rules {
    @Override
    public Transition open(
            Definition definition, String tenant, String id, Map<String, Object> trigger, By by, Instant now) {
        var state = new CaseState(
                tenant,
                id,
                definition.name(),
                definition.version(),
                now,
                CaseState.Status.OPEN,
                "first",
                CaseState.Awaiting.CUSTOMER,
                0,
                Identity.UNKNOWN,
                0,
                false,
                Map.of("trigger", trigger),
                Map.of(),
                Map.of("wait", now.plus(Duration.ofHours(1))),
                Map.of(),
                Map.of(),
                null,
                null);
        return new Transition(state, List.of(new Event("case.opened", by, null, trigger)), List.of());
    }

    @Override
    public Advance advance(Definition definition, CaseState state, Input input, By by, Instant now) {
        return switch (input) {
            case Input.Chosen(var _, var choice) -> choose(state, choice, by, now);
            case Input.TimerDue() -> timer(state, by, now);
            case Input.WriteReported(var key, var result) -> answered(state, key, result, by);
            case Input.ContactReported(var key, Input.ContactResult.Held held) ->
                moved(
                        with(state, state.timers(), state.pending(), state.visit()),
                        by,
                        "contact.held",
                        Map.of("key", key, "rule", held.rule()));
            case Input.ContactReported(var key, var result) -> answered(state, key, result, by);
            default -> new Advance.Refused(new Refusal(Refusal.Code.UNKNOWN, "not in the toy"));
        };
    }

    private static Advance choose(CaseState state, String choice, By by, Instant now) {
        var facts = Map.<String, Object>of("choice", choice);
        if (choice.equals("count")) {
            return moved(with(state, state.timers(), state.pending(), state.visit() + 1), by, "chosen", facts);
        }
        if (choice.equals("finish")) {
            return moved(finished(state), by, "case.finished", facts);
        }
        if (choice.equals("refuse")) {
            return new Advance.Refused(new Refusal(Refusal.Code.NOT_OFFERED, "no"));
        }
        String key = state.id() + "/" + choice + "/" + state.visit();
        var pending = new TreeMap<>(state.pending());
        pending.put(key, state.at());
        Effect effect = choice.equals("contact")
                ? new Effect.Contact(key, 0, null, "hello", Map.of())
                : new Effect.WriteRecord(key, "post", "ledger", choice, Map.of("when", now.toString()));
        var after = with(state, state.timers(), pending, state.visit() + 1);
        return new Advance.Moved(
                new Transition(after, List.of(new Event("chosen", by, "first", facts)), List.of(effect)));
    }

    private static Advance timer(CaseState state, By by, Instant now) {
        if (state.nextTimer().filter(next -> !next.isAfter(now)).isEmpty()) {
            return new Advance.Refused(new Refusal(Refusal.Code.ALREADY_DONE, "nothing is due"));
        }
        return moved(with(state, Map.of(), state.pending(), state.visit()), by, "timer.rang", Map.of());
    }

    private static Advance answered(CaseState state, String key, Object result, By by) {
        if (!state.pending().containsKey(key)) {
            return new Advance.Refused(new Refusal(Refusal.Code.ALREADY_DONE, "answered before"));
        }
        var pending = new TreeMap<>(state.pending());
        pending.remove(key);
        var details = new LinkedHashMap<String, Object>();
        details.put("effect", key);
        details.put("result", result.getClass().getSimpleName());
        return moved(with(state, state.timers(), pending, state.visit()), by, "effect.answered", details);
    }

    private static Advance moved(CaseState state, By by, String type, Map<String, Object> details) {
        return new Advance.Moved(new Transition(state, List.of(new Event(type, by, state.at(), details)), List.of()));
    }

    private static CaseState with(CaseState s, Map<String, Instant> timers, Map<String, String> pending, int visit) {
        return new CaseState(
                s.tenant(),
                s.id(),
                s.workflow(),
                s.version(),
                s.openedAt(),
                s.status(),
                s.at(),
                s.awaiting(),
                visit,
                s.identity(),
                s.nextTouch(),
                s.outreachStopped(),
                s.facts(),
                s.factsReadAt(),
                timers,
                pending,
                s.proofs(),
                s.lastActivity(),
                s.outcome());
    }

    private static CaseState finished(CaseState s) {
        return new CaseState(
                s.tenant(),
                s.id(),
                s.workflow(),
                s.version(),
                s.openedAt(),
                CaseState.Status.FINISHED,
                "done",
                CaseState.Awaiting.NOTHING,
                s.visit(),
                s.identity(),
                s.nextTouch(),
                s.outreachStopped(),
                s.facts(),
                s.factsReadAt(),
                Map.of(),
                s.pending(),
                s.proofs(),
                s.lastActivity(),
                "paid");
    }

    /// A definition with a name and a version, and one exception.
    public static Definition definition(String name, String version) {
        return new Definition(
                name,
                "Toy",
                "test",
                List.of(),
                "nobody",
                "Brand",
                "+1",
                new Definition.Resolution("trigger", List.of("paid"), List.of(), "right-party", List.of(), Map.of()),
                new LinkedHashMap<>(),
                List.of(),
                null,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                null,
                Map.of(),
                Map.of(),
                version);
    }
}
