package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out one kind of effect. Called by the dispatcher with no transaction open, at least once
/// for each effect, under a lease; the answer is committed together with the effect's end, only
/// while the lease's fence still holds.
public interface EffectHandler<E extends Effect> {
    /// The kind carried out.
    Class<E> kind();

    /// Decides inside the claiming transaction whether the effect may be carried out now. The
    /// default lets it. Reads its facts with the transaction's connection (Spring-managed), so that
    /// a fact committed before the claim is seen.
    default Claim claim(E effect, CaseState state, Instant now) {
        return new Claim.Go();
    }

    /// An effect and the case that asks for it.
    record Asked<E extends Effect>(E effect, CaseState state) {}

    /// [#claim] for many in one transaction, answered in their order. What throws is asked again one by one.
    default List<Claim> claimAll(List<Asked<E>> asked, Instant now) {
        return asked.stream().map(one -> claim(one.effect(), one.state(), now)).toList();
    }

    /// Whether [#claim] has anything to decide. An effect of a handler that says no may be begun right after the commit
    /// that asked for it, without being claimed.
    default boolean decides() {
        return true;
    }

    /// Carries it out. Interrupts end it; anything thrown is a fault and is tried again with back-off.
    ///
    /// @param attempt counts from 1; above 1, an earlier attempt may have had its effect
    Carried carryOut(E effect, CaseState state, int attempt) throws InterruptedException;

    /// How long faults are met with another attempt, in business time since the effect was queued.
    default Duration patience() {
        return Duration.ofHours(24);
    }

    /// The report that ends an effect whose patience is over after a fault; null goes on trying.
    default @Nullable Input givenUp(E effect, String reason) {
        return null;
    }

    /// Answers of the claiming transaction.
    sealed interface Claim {
        record Go() implements Claim {}

        /// Not before `instant` (business time); `report` is given to the case as evidence.
        record Later(Instant instant, Input report) implements Claim {}

        /// Never; `report` ends the effect.
        record Never(Input report) implements Claim {}
    }

    /// Answers of an attempt.
    sealed interface Carried {
        /// The effect is over; `report` is given to the case.
        record Done(Input report) implements Carried {}

        /// Not over: `report` is given to the case if not null, and the handler is called again at `next`
        /// (business time).
        record Again(Instant next, @Nullable Input report) implements Carried {}

        /// Not over, and not to be called again: the answer comes another way (a webhook, a receipt) through
        /// [Cases#apply].
        record Elsewhere(@Nullable Input report) implements Carried {}
    }
}
