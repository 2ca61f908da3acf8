package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Transition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something about to be committed to a case, worked out as far as it goes without the database.
///
/// @param <A> what the database answers
sealed interface Change<A> {
    /// What is to be written.
    Written written();

    /// Two changes with the same key exclude each other: they do not go into one batch.
    String key();

    /// The next transition of a case, worked out from `before`.
    ///
    /// @param stamp random, of this very change: tells it from an equal one when its answer was lost
    record Move(StoredCase before, Written written, EffectFate fate, long stamp) implements Change<Verdict> {
        /// Two equal inputs of one microsecond leave different links: forty bits of the stamp are in the text.
        private static final int SIGN_SHIFT = 24;

        @Override
        public String key() {
            return before.state().id();
        }

        static Move of(
                StoredCase before,
                Transition transition,
                EffectFate fate,
                @Nullable String queue,
                Instant now,
                long stamp,
                EffectHands.@Nullable Lease lease) {
            var sign = Long.toString(stamp >>> SIGN_SHIFT, Character.MAX_RADIX);
            return new Move(before, Written.after(before, transition, queue, now, lease, sign), fate, stamp);
        }
    }

    /// A case to be opened, once for its key.
    record Opening(String onceKey, Written written) implements Change<Cases.Opened> {
        @Override
        public String key() {
            return onceKey;
        }

        /// The case it becomes, unless the once-key was used before.
        String id() {
            return written.after().state().id();
        }

        static Opening of(
                String onceKey,
                Transition transition,
                @Nullable String queue,
                Instant now,
                EffectHands.@Nullable Lease lease) {
            if (transition.events().isEmpty()) {
                throw new IllegalArgumentException("a case opens with evidence");
            }
            var nothing = new StoredCase(transition.state(), 0, 0, Chain.START, now);
            return new Opening(onceKey, Written.after(nothing, transition, queue, now, lease, null));
        }
    }

    /// What became of a transition.
    enum Verdict {
        DONE,
        /// Another transition of this case came first.
        OVERTAKEN,
        /// The effect is no longer ours: the lease ended and somebody else took it, or it was answered.
        FENCED_OFF
    }

    /// The rows of a change.
    ///
    /// @param after the case as it will be kept
    /// @param json its state
    /// @param link the new evidence; null if nothing was recorded
    /// @param lease under which the effects are written; null: for whoever claims them
    record Written(
            StoredCase after,
            String json,
            Chain.@Nullable Link link,
            List<Asked> effects,
            @Nullable String queue,
            Instant now,
            EffectHands.@Nullable Lease lease) {

        private static Written after(
                StoredCase before,
                Transition transition,
                @Nullable String queue,
                Instant now,
                EffectHands.@Nullable Lease lease,
                @Nullable String sign) {
            var state = transition.state();
            var link = Chain.link(
                    state.tenant(), state.id(), before.events(), before.head(), transition.events(), now, sign);
            boolean stays = state.at().equals(before.state().at());
            var after = new StoredCase(
                    state,
                    before.seq() + 1,
                    link == null ? before.events() : link.number(),
                    link == null ? before.head() : link.hash(),
                    stays ? before.since() : now);
            var effects = transition.effects().stream().map(Asked::of).toList();
            return new Written(after, CaseJson.kept(state), link, effects, queue, now, lease);
        }

        /// When the sweep is to look at the case; never for a finished one.
        @Nullable
        Instant timerAt() {
            var state = after.state();
            return state.status() == CaseState.Status.FINISHED
                    ? null
                    : state.nextTimer().orElse(null);
        }
    }

    /// An effect as its row has it.
    record Asked(String key, String kind, String body) {
        private static Asked of(Effect effect) {
            return new Asked(effect.key(), effect.getClass().getSimpleName(), CaseJson.writeAs(Effect.class, effect));
        }
    }
}
