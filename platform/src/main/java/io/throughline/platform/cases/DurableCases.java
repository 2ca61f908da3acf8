package io.throughline.platform.cases;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.engine.Transition;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Cases kept in PostgreSQL: read or remembered, the rules decide, and commit; and again if another writer
/// was faster.
///
/// What is remembered may be old. A transition worked out from it is caught by the commit's guard; a
/// refusal, which commits nothing, is worked out anew from the database.
final class DurableCases implements Cases {
    private static final int ATTEMPTS = 30;
    private static final int BATCH = 500;

    private final KeptCases store;
    private final CaseWriter writer;
    private final KnownCases known;
    private final Workflows workflows;
    private final Rules rules;
    private final String tenant;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Pause pause;
    private final CaseSignals signals;

    DurableCases(
            KeptCases store,
            CaseWriter writer,
            KnownCases known,
            Workflows workflows,
            Rules rules,
            String tenant,
            InstantSource clock,
            RandomGenerator random,
            Pause pause,
            CaseSignals signals) {
        this.store = store;
        this.writer = writer;
        this.known = known;
        this.workflows = workflows;
        this.rules = rules;
        this.tenant = tenant;
        this.clock = clock;
        this.random = random;
        this.pause = pause;
        this.signals = signals;
    }

    /// What came of an input that may also end an effect.
    sealed interface Taken {
        record Applied(Outcome outcome) implements Taken {}

        /// The effect was no longer the caller's; nothing was changed.
        record FencedOff() implements Taken {}
    }

    @Override
    public Opened open(String workflow, Map<String, Object> trigger, By by, String onceKey) {
        var now = now();
        var definition = workflows.opening(workflow, new Trigger(trigger, onceKey).subject());
        var transition = rules.open(definition, tenant, newId(now), trigger, by, now);
        try (var handed = hand(transition)) {
            var opening = Change.Opening.of(
                    onceKey, transition, queueOf(definition, transition.state()), now, handed.lease());
            var opened = untilNoConflict(() -> writer.write(opening));
            if (!opened.existed()) {
                if (!CaseWriter.isInTransaction()) {
                    known.keep(opening.written().after());
                }
                handed.committed(now);
            }
            return opened;
        }
    }

    @Override
    public List<Opened> openAll(String workflow, List<Trigger> triggers, By by) {
        workflows.current(workflow); // an unknown one is told even where nothing is to be opened
        var opened = new ArrayList<Opened>(triggers.size());
        for (int from = 0; from < triggers.size(); from += BATCH) {
            var now = now();
            var openings = triggers.subList(from, Math.min(from + BATCH, triggers.size())).stream()
                    .map(trigger -> opening(workflow, trigger, by, now))
                    .toList();
            var answers = untilNoConflict(() -> writer.openAll(openings));
            openings.forEach(opening -> opened.add(answers.to(opening)));
            afterCommit(signals::effectsQueued);
        }
        return opened;
    }

    private Change.Opening opening(String workflow, Trigger trigger, By by, Instant now) {
        var definition = workflows.opening(workflow, trigger.subject());
        var transition = rules.open(definition, tenant, newId(now), trigger.facts(), by, now);
        return Change.Opening.of(trigger.onceKey(), transition, queueOf(definition, transition.state()), now, null);
    }

    @Override
    public Outcome apply(String caseId, Input input, By by) {
        return switch (take(caseId, input, by, after -> EffectFate.ofAnswer(input, after))) {
            case Taken.Applied(var outcome) -> outcome;
            case Taken.FencedOff() -> throw new IllegalStateException("an answer without a lease cannot lose it");
        };
    }

    /// Gives an input to a case and commits with it what becomes of an effect.
    Taken take(String caseId, Input input, By by, Function<CaseState, EffectFate> fate) {
        var id = id(caseId).orElseThrow(() -> new UnknownCase(caseId));
        try (var _ = MDC.putCloseable("case", caseId)) {
            var remembered = CaseWriter.isInTransaction() ? Optional.<StoredCase>empty() : known.find(id.toString());
            if (remembered.isPresent()) {
                var taken = takeRemembered(remembered.get(), input, by, fate);
                if (taken.isPresent()) {
                    return taken.get();
                }
            }
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                var found = untilNoConflict(() -> store.find(id)).orElseThrow(() -> new UnknownCase(caseId));
                var taken = untilNoConflict(() -> takeOnce(found, input, by, fate));
                if (taken.isPresent()) {
                    return taken.get();
                }
                waitAfter(attempt);
            }
            throw new OptimisticLockingFailureException("case " + caseId + " is too busy");
        }
    }

    /// One attempt on what may be old: only a transition counts, and a fault of the rules may come of the
    /// age.
    private Optional<Taken> takeRemembered(
            StoredCase remembered, Input input, By by, Function<CaseState, EffectFate> fate) {
        var now = now();
        var definition = definitionOf(remembered);
        Advance advance;
        try {
            advance = advance(definition, remembered.state(), input, by, now);
        } catch (RuntimeException perhapsOld) {
            return Optional.empty();
        }
        return advance instanceof Advance.Moved(var transition)
                ? untilNoConflict(() -> commit(remembered, input, transition, fate, definition, now))
                : Optional.empty();
    }

    /// One attempt on the case as it was read; empty if another writer was faster.
    Optional<Taken> takeOnce(StoredCase found, Input input, By by, Function<CaseState, EffectFate> fate) {
        var now = now();
        var definition = definitionOf(found);
        return switch (advance(definition, found.state(), input, by, now)) {
            case Advance.Refused(var refusal) -> {
                signals.refused(refusal);
                yield Optional.of(new Taken.Applied(new Outcome.Refused(found.state(), refusal)));
            }
            case Advance.Moved(var transition) -> commit(found, input, transition, fate, definition, now);
        };
    }

    private Advance advance(Definition definition, CaseState state, Input input, By by, Instant now) {
        return input instanceof Input.Migrate migrate
                ? rules.migrate(
                        definition, workflows.version(state.workflow(), migrate.version()), state, migrate, by, now)
                : rules.advance(definition, state, input, by, now);
    }

    private Optional<Taken> commit(
            StoredCase found,
            Input input,
            Transition transition,
            Function<CaseState, EffectFate> fate,
            Definition definition,
            Instant now) {
        var state = transition.state();
        var its = state.version().equals(definition.version())
                ? definition
                : workflows.version(state.workflow(), state.version());
        try (var handed = hand(transition)) {
            var move = Change.Move.of(
                    found, transition, fate.apply(state), queueOf(its, state), now, random.nextLong(), handed.lease());
            return switch (writer.write(move)) {
                case DONE -> {
                    remember(move.written().after());
                    handed.committed(now);
                    afterCommit(() -> signals.moved(input));
                    yield Optional.of(new Taken.Applied(new Outcome.Moved(state, transition.events())));
                }
                case FENCED_OFF -> Optional.of(new Taken.FencedOff());
                case OVERTAKEN -> {
                    known.drop(state.id());
                    yield Optional.empty();
                }
            };
        }
    }

    private Handed hand(Transition transition) {
        var hands = signals.hands();
        var effects = transition.effects();
        var lease = effects.isEmpty() || CaseWriter.isInTransaction() || hands == EffectHands.NONE
                ? null
                : hands.reserve(effects, random.nextLong(1L << 60));
        return new Handed(hands, lease, transition);
    }

    /// The effects of a transition on their way to who carries them out; closed without a commit, their places are
    /// given back.
    private final class Handed implements AutoCloseable {
        private final EffectHands hands;
        private final EffectHands.@Nullable Lease lease;
        private final Transition transition;
        private boolean over;

        Handed(EffectHands hands, EffectHands.@Nullable Lease lease, Transition transition) {
            this.hands = hands;
            this.lease = lease;
            this.transition = transition;
        }

        EffectHands.@Nullable Lease lease() {
            return lease;
        }

        void committed(Instant now) {
            over = true;
            if (lease != null) {
                hands.begin(lease, transition.effects(), transition.state(), now);
            } else if (!transition.effects().isEmpty()) {
                afterCommit(signals::effectsQueued);
            }
        }

        @Override
        public void close() {
            if (!over && lease != null) {
                hands.giveUp(lease);
            }
        }
    }

    /// Only what is committed, and will be moved again.
    private void remember(StoredCase written) {
        if (CaseWriter.isInTransaction() || written.state().status() == CaseState.Status.FINISHED) {
            known.drop(written.state().id());
        } else {
            known.keep(written);
        }
    }

    private Definition definitionOf(StoredCase stored) {
        return workflows.version(stored.state().workflow(), stored.state().version());
    }

    @Override
    public Optional<CaseState> find(String idOrReference) {
        return stored(idOrReference).map(StoredCase::state);
    }

    @Override
    public List<CaseState> all(Collection<String> ids) {
        return store.findAll(ids.stream().map(UUID::fromString).toList()).stream()
                .map(StoredCase::state)
                .toList();
    }

    Optional<StoredCase> stored(String idOrReference) {
        var id = id(idOrReference);
        return id.isPresent() ? store.find(id.get()) : store.findByReference(CaseStore.normalReference(idOrReference));
    }

    @Override
    public List<Recorded> events(String caseId) {
        return id(caseId).map(store::events).orElse(List.of()).stream()
                .flatMap(link -> Chain.recorded(link).stream())
                .toList();
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable String queueOf(Definition definition, CaseState state) {
        if (state.task() != null) {
            return state.task().queue();
        }
        var route = definition.exceptions().get(state.at());
        if (state.status() != CaseState.Status.EXCEPTION) {
            return null;
        }
        return route == null ? "operations" : route.queue(); // the engine raises "stuck" without a route
    }

    /// Serialization failures and deadlocks are tried again; inside somebody's transaction that is for its
    /// owner.
    private <T> T untilNoConflict(java.util.function.Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (ConcurrencyFailureException conflict) {
                if (attempt >= 5 || CaseWriter.isInTransaction()) {
                    throw conflict;
                }
                waitAfter(attempt);
            }
        }
    }

    private void waitAfter(int attempt) {
        if (attempt > 1) {
            pause.of(Duration.ofMillis(random.nextLong(1, 1L + Math.min(64, 1L << Math.min(attempt, 6)))));
        }
    }

    private static void afterCommit(Runnable signal) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            signal.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new org.springframework.transaction.support.TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        signal.run();
                    }
                });
    }

    private String newId(Instant now) {
        return new UUID(
                        now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000),
                        0x8000000000000000L | random.nextLong() >>> 2)
                .toString();
    }

    private static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
