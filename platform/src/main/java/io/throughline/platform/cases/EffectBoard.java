package io.throughline.platform.cases;

import io.throughline.engine.Effect;
import java.util.Optional;

/// The effects that are not over, for rooms that learn of an answer by an effect's key.
public interface EffectBoard {
    Optional<Queued> find(String key);

    /// Has a parked or waiting effect carried out again at once.
    ///
    /// @return whether there is such an effect
    boolean wake(String key);

    /// @param attempts how often it was tried so far
    record Queued(String caseId, Effect effect, int attempts) {}
}
