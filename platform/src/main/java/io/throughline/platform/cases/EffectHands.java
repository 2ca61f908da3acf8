package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the effects of a transition in the process that commits it: they are written under its lease and begun right
/// after the commit, so nobody has to look for them, claim them and read their case.
interface EffectHands {
    /// Takes nothing: all effects are left to the queue.
    EffectHands NONE = new EffectHands() {
        @Override
        public @Nullable Lease reserve(List<Effect> effects, long fence) {
            return null;
        }

        @Override
        public void begin(Lease lease, List<Effect> effects, CaseState state, Instant queuedAt) {
            throw new IllegalStateException("nothing was reserved");
        }

        @Override
        public void giveUp(Lease lease) {
            throw new IllegalStateException("nothing was reserved");
        }
    };

    /// How effects are written that are already somebody's.
    ///
    /// @param fence of the lease: by chance, so that no other lease of the same effect has it
    /// @param until machine time
    /// @param places how many were reserved
    record Lease(long fence, Instant until, int places) {}

    /// Keeps places for effects that are about to be committed.
    ///
    /// @return null if there is no room, nobody carries out one of them, or one is to be decided in a claim
    @Nullable
    Lease reserve(List<Effect> effects, long fence);

    /// Begins what was committed under the lease.
    void begin(Lease lease, List<Effect> effects, CaseState state, Instant queuedAt);

    /// Gives the places back: nothing was committed, or nobody knows.
    void giveUp(Lease lease);
}
