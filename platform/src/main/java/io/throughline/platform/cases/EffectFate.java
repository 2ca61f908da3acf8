package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a transition means for a queued effect; committed with it.
sealed interface EffectFate {
    /// None is touched.
    record Untouched() implements EffectFate {}

    /// Answered by somebody who holds no lease (a webhook, a receipt).
    record Answered(String key) implements EffectFate {}

    /// Over; only while the lease's fence still holds.
    record Over(String key, long fence) implements EffectFate {}

    /// Given back, to be claimed again at `due`, or parked without one.
    record Back(String key, long fence, @Nullable Instant due, int attempt) implements EffectFate {}

    EffectFate UNTOUCHED = new Untouched();

    /// An answer that came without a lease ends the effect once the case no longer waits for it.
    static EffectFate ofAnswer(Input input, CaseState after) {
        var key = keyOf(input);
        return key == null || after.pending().containsKey(key) ? UNTOUCHED : new Answered(key);
    }

    private static @Nullable String keyOf(Input input) {
        return switch (input) {
            case Input.ChildEnded(var effect, var _, var _, var _) -> effect;
            case Input.ChildFailed(var effect, var _) -> effect;
            case Input.FactsRead(var effect, var _, var _) -> effect;
            case Input.FactsMissing(var effect, var _) -> effect;
            case Input.ContactReported(var effect, var _) -> effect;
            case Input.PaymentReported(var effect, var _) -> effect;
            case Input.WriteReported(var effect, var _) -> effect;
            default -> null;
        };
    }
}
