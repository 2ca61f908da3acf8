package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Queued effects, claimed under a lease with a growing fence. [EffectStore] keeps them in PostgreSQL.
interface EffectQueue extends EffectBoard {
    /// An effect under our lease, with its case as the claim saw it.
    record Claimed(String key, Effect effect, CaseState state, long fence, int attempt, Instant queuedAt) {}

    /// Takes due effects, oldest first. Call it in a transaction.
    List<Claimed> claimDue(Collection<String> kinds, Instant now, Instant machineNow, Instant leaseUntil, int atMost);

    /// Ends or gives back a leased effect without moving the case.
    ///
    /// @return whether the lease was still ours
    boolean settle(EffectFate fate);

    /// Keeps what is still being carried out from being taken over.
    void renew(Collection<Claimed> inFlight, Instant leaseUntil);
}
