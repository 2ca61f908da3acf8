package io.throughline.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a case stands. Immutable; JSON-shaped, so that a store can keep it as one document.
///
/// @param id the case, a UUIDv7 in text
/// @param version content hash of the definition the case is pinned to
/// @param at the step, or the exception, the case stands on
/// @param visit counts entries into steps; effect keys derive from it
/// @param facts by source or step: `account.balance` is `facts["account"]["balance"]`
/// @param factsReadAt when each source was last read
/// @param timers by name, when each is due
/// @param pending keys of effects whose answer the case waits for, with the step each belongs to
/// @param proofs by `system.operation`, the receipt that came back
/// @param lastActivity the customer's last act, if any
public record CaseState(
        String tenant,
        String id,
        String workflow,
        String version,
        Instant openedAt,
        Status status,
        String at,
        Awaiting awaiting,
        int visit,
        Identity identity,
        int nextTouch,
        boolean outreachStopped,
        Map<String, Map<String, Object>> facts,
        Map<String, Instant> factsReadAt,
        Map<String, Instant> timers,
        Map<String, String> pending,
        Map<String, String> proofs,
        @Nullable Instant lastActivity,
        @Nullable String outcome) {

    /// Coarse states, for queues and figures.
    public enum Status {
        OPEN,
        /// With a person: an exception of the definition, in its queue.
        EXCEPTION,
        FINISHED
    }

    /// What an open case waits for.
    public enum Awaiting {
        FACTS,
        CUSTOMER,
        PAYMENT,
        WRITEBACK,
        MESSAGE,
        TIME,
        PERSON,
        NOTHING
    }

    public CaseState {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        factsReadAt = Collections.unmodifiableMap(new TreeMap<>(factsReadAt));
        timers = Collections.unmodifiableMap(new TreeMap<>(timers));
        pending = Collections.unmodifiableMap(new TreeMap<>(pending));
        proofs = Collections.unmodifiableMap(new TreeMap<>(proofs));
    }

    /// The earliest timer, if any.
    public Optional<Instant> nextTimer() {
        return timers.values().stream().min(Comparator.naturalOrder());
    }

    /// A fact by its dotted name, such as `account.balance`.
    public Optional<Object> fact(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                facts.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1)));
    }

    /// Human reference, stable for the case: two groups that can be read aloud.
    public String reference() {
        return Reference.of(id);
    }

    static Map<String, Map<String, Object>> withFacts(
            Map<String, Map<String, Object>> facts, String source, Map<String, Object> values) {
        var copy = new LinkedHashMap<>(facts);
        copy.put(source, Collections.unmodifiableMap(new TreeMap<>(values)));
        return copy;
    }
}
