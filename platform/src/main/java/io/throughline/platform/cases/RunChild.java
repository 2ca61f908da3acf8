package io.throughline.platform.cases;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import java.time.Duration;
import java.util.TreeMap;

/// Opens a case as the child of another, once, and tells the parent how it ended. The effect stays
/// queued meanwhile, so a restart goes on where this one stopped; the once-key is the effect's, so
/// a second attempt finds the same child. The child's end makes the effect due in its own
/// transaction (`cases.wake_parent`); to look now and then is for a child that ended without one.
final class RunChild implements EffectHandler<Effect.OpenCase> {
    private static final long FIRST_LOOK = 2;
    private static final long LAST_LOOK = 3_600;
    private final DurableCases cases;

    RunChild(DurableCases cases) {
        this.cases = cases;
    }

    @Override
    public Class<Effect.OpenCase> kind() {
        return Effect.OpenCase.class;
    }

    @Override
    public boolean decides() {
        return false;
    }

    @Override
    public Carried carryOut(Effect.OpenCase effect, CaseState parent, int attempt) {
        String child;
        try {
            child = cases.open(effect.workflow(), effect.values(), By.SYSTEM, effect.key())
                    .caseId();
        } catch (Cases.UnknownWorkflow unknown) {
            return new Carried.Done(new Input.ChildFailed(effect.key(), String.valueOf(unknown.getMessage())));
        }
        var state = cases.find(child).orElseThrow(() -> new Cases.UnknownCase(child));
        if (state.status() == CaseState.Status.FINISHED && state.outcome() != null) {
            return new Carried.Done(ended(effect, state, state.outcome()));
        }
        boolean told =
                parent.fact(effect.step() + ".case").filter(child::equals).isPresent();
        return new Carried.Again(
                cases.now().plus(pause(attempt)), told ? null : new Input.ChildOpened(effect.key(), child));
    }

    private static Input ended(Effect.OpenCase effect, CaseState child, String outcome) {
        var facts = new TreeMap<String, Object>();
        effect.bring().forEach((here, there) -> child.fact(there).ifPresent(value -> facts.put(here, value)));
        return new Input.ChildEnded(effect.key(), child.id(), outcome, facts);
    }

    /// 2 s doubling to an hour, in business time.
    static Duration pause(int attempt) {
        return Duration.ofSeconds(Math.min(LAST_LOOK, FIRST_LOOK << Math.min(attempt - 1, 11)));
    }
}
