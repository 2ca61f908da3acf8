package io.throughline.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
/// @param task what waits for a person, if anything
/// @param passed by step, the outcome it ended with when the case last came through it
/// @param hands ids of the staff who have worked on the case; none of them approves anything in it
/// @param refusals by `step.choice`, why an approval was not given
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
        @Nullable String outcome,
        @Nullable Task task,
        Map<String, String> passed,
        Set<String> hands,
        Map<String, String> refusals) {

    /// A case that no member of staff has touched.
    public CaseState(
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
        this(
                tenant,
                id,
                workflow,
                version,
                openedAt,
                status,
                at,
                awaiting,
                visit,
                identity,
                nextTouch,
                outreachStopped,
                facts,
                factsReadAt,
                timers,
                pending,
                proofs,
                lastActivity,
                outcome,
                null,
                Map.of(),
                Set.of(),
                Map.of());
    }

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
        /// Another workflow that runs as its child.
        CHILD,
        NOTHING
    }

    /// Work that waits for a person.
    ///
    /// @param step the step or exception it belongs to
    /// @param choice the choice that an approval is about; null: the step itself
    /// @param person who has taken it, or was given it
    /// @param requestedBy id of whoever caused it
    /// @param escalated whether its first time ran out
    /// @param context what goes along, for the person who does it
    public record Task(
            Kind kind,
            String step,
            @Nullable String choice,
            String queue,
            @Nullable String person,
            String requestedBy,
            Instant dueBy,
            boolean escalated,
            Map<String, Object> context) {

        /// What a person is to do.
        public enum Kind {
            /// Look after a case that cannot go on by itself.
            EXCEPTION,
            /// Answer a step.
            ANSWER,
            /// Decide whether something may be done.
            APPROVAL
        }

        Task givenTo(String newQueue, @Nullable String newPerson) {
            return new Task(kind, step, choice, newQueue, newPerson, requestedBy, dueBy, escalated, context);
        }

        /// The same work, where the step or exception is called otherwise.
        Task at(String newStep) {
            return new Task(kind, newStep, choice, queue, person, requestedBy, dueBy, escalated, context);
        }

        Task escalatedTo(String newQueue, Instant newDueBy) {
            return new Task(kind, step, choice, newQueue, null, requestedBy, newDueBy, true, context);
        }
    }

    public CaseState {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        factsReadAt = Collections.unmodifiableMap(new TreeMap<>(factsReadAt));
        timers = Collections.unmodifiableMap(new TreeMap<>(timers));
        pending = Collections.unmodifiableMap(new TreeMap<>(pending));
        proofs = Collections.unmodifiableMap(new TreeMap<>(proofs));
        passed = sorted(passed);
        hands = hands == null || hands.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(hands));
        refusals = sorted(refusals);
    }

    /// Cases kept by an earlier version of the product lack these.
    private static Map<String, String> sorted(@Nullable Map<String, String> map) {
        return map == null || map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
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
