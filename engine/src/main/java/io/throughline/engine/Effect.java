package io.throughline.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the outside world is asked to do. Data only; adapters carry it out, at least once, under
/// [#key()], which is derived from the case and never random, so that a crash or a restore produces
/// the same key again.
public sealed interface Effect {
    /// Idempotency key for the whole life of this effect, unique over all cases.
    String key();

    /// Read a record of a system of record into `source` of the case's facts.
    record ReadFacts(String key, String source, String system, String read, String recordKey) implements Effect {}

    /// Put approved words before the customer. `touch` is the number of the outreach touch, or -1
    /// for the message of a `send` step.
    record Contact(String key, int touch, @Nullable String step, String message, Map<String, Object> values)
            implements Effect {
        public boolean isOutreach() {
            return touch >= 0;
        }
    }

    /// Open the processor's card page for `amount`. `attempt` counts from 1 for this obligation.
    record OpenCheckout(String key, String step, int attempt, Money amount, String description) implements Effect {}

    /// Write to a system of record and bring back its receipt. `values` are as in the definition's `with`.
    record WriteRecord(String key, String step, String system, String operation, Map<String, Object> values)
            implements Effect {}

    /// Open a case of `workflow` as a child, once, and tell how it ended. `values` are facts of its trigger; `bring`
    /// names the child's facts to tell at its end: name here -> dotted fact there.
    record OpenCase(String key, String step, String workflow, Map<String, Object> values, Map<String, String> bring)
            implements Effect {}
}
