package io.throughline.platform.cases;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Event;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Rights;
import io.throughline.engine.Transition;
import io.throughline.simulation.Planted;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The engine, with the mistakes that a store or a page around it could make it seem to have; and between its decision
/// and the commit, a moment for others.
final class PlantedRules implements Rules {
    private final Set<Planted> planted;
    private final Runnable moment;
    private final UnaryOperator<String> linkOf;

    /// @param linkOf the secret link that a contact carried
    PlantedRules(Set<Planted> planted, Runnable moment, UnaryOperator<String> linkOf) {
        this.planted = planted;
        this.moment = moment;
        this.linkOf = linkOf;
    }

    @Override
    public Transition open(
            Definition definition, String tenant, String id, Map<String, Object> trigger, By by, Instant now) {
        return ENGINE.open(definition, tenant, id, trigger, by, now);
    }

    @Override
    public Advance advance(Definition definition, CaseState state, Input input, By by, Instant now) {
        var advance = ENGINE.advance(definition, state, input, inTheirPlace(input, by), now);
        if (!CaseWriter.isInTransaction()) {
            moment.run();
        }
        if (planted.isEmpty()) {
            return advance;
        }
        return switch (advance) {
            case Advance.Moved(var transition) -> new Advance.Moved(spoilt(definition, input, by, transition));
            case Advance.Refused refused -> twice(refused, state, input, by);
        };
    }

    private By inTheirPlace(Input input, By by) {
        return planted.contains(Planted.RIGHTS_NOT_ASKED) && input instanceof Input.Departure
                ? new By(
                        by.actor(),
                        by.id(),
                        by.channel(),
                        Rights.of(Rights.OVERRIDE, Rights.CORRECT, Rights.REOPEN, Rights.REASSIGN, Rights.RESUME))
                : by;
    }

    private Transition spoilt(Definition definition, Input input, By by, Transition transition) {
        var state = transition.state();
        if (planted.contains(Planted.FINISHED_BEFORE_PROOF) && state.awaiting() == CaseState.Awaiting.WRITEBACK) {
            var outcome = definition.resolution().success().getFirst();
            return new Transition(finished(state, outcome), transition.events(), transition.effects());
        }
        if (planted.contains(Planted.SECRET_IN_EVIDENCE) && input instanceof Input.LinkOpened(var contact)) {
            var events = new ArrayList<>(transition.events());
            events.add(new Event("link-opened", by, state.at(), Map.of("link", linkOf.apply(contact))));
            return new Transition(state, events, transition.effects());
        }
        return transition;
    }

    private Advance twice(Advance.Refused refused, CaseState state, Input input, By by) {
        if (planted.contains(Planted.WEBHOOK_APPLIED_TWICE)
                && input instanceof Input.PaymentReported(var effect, Input.PaymentResult.Paid paid)) {
            var again = new Event(
                    "payment-captured",
                    by,
                    state.at(),
                    Map.of(
                            "key",
                            effect,
                            "receipt",
                            paid.receipt(),
                            "amount",
                            paid.amount().toFact()));
            return new Advance.Moved(new Transition(state, List.of(again), List.of()));
        }
        return refused;
    }

    private static CaseState finished(CaseState state, String outcome) {
        return new CaseState(
                state.tenant(),
                state.id(),
                state.workflow(),
                state.version(),
                state.openedAt(),
                CaseState.Status.FINISHED,
                state.at(),
                CaseState.Awaiting.NOTHING,
                state.visit(),
                Identity.UNKNOWN,
                state.nextTouch(),
                state.outreachStopped(),
                state.facts(),
                state.factsReadAt(),
                Map.of(),
                state.pending(),
                state.proofs(),
                state.lastActivity(),
                outcome);
    }
}
