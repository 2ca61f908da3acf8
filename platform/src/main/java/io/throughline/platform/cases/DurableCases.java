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
import org.springframework.transaction.support.TransactionTemplate;

/// Cases kept in PostgreSQL: read, let the rules decide, commit in one statement, and again if another writer was
/// faster.
final class DurableCases implements Cases {
    private static final int ATTEMPTS = 30;
    private static final int BATCH = 100;

    private final CaseStore store;
    private final Workflows workflows;
    private final Rules rules;
    private final String tenant;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Pause pause;
    private final TransactionTemplate transactions;
    private final CaseSignals signals;

    DurableCases(
            CaseStore store,
            Workflows workflows,
            Rules rules,
            String tenant,
            InstantSource clock,
            RandomGenerator random,
            Pause pause,
            TransactionTemplate transactions,
            CaseSignals signals) {
        this.store = store;
        this.workflows = workflows;
        this.rules = rules;
        this.tenant = tenant;
        this.clock = clock;
        this.random = random;
        this.pause = pause;
        this.transactions = transactions;
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
        return openAll(workflow, List.of(new Trigger(trigger, onceKey)), by).getFirst();
    }

    @Override
    public List<Opened> openAll(String workflow, List<Trigger> triggers, By by) {
        var definition = workflows.current(workflow);
        var opened = new ArrayList<Opened>(triggers.size());
        for (int from = 0; from < triggers.size(); from += BATCH) {
            var batch = triggers.subList(from, Math.min(from + BATCH, triggers.size()));
            var made = untilNoConflict(() -> transactions.execute(_ -> openBatch(definition, batch, by)));
            batch.forEach(trigger -> opened.add(java.util.Objects.requireNonNull(made.get(trigger.onceKey()))));
        }
        return opened;
    }

    private Map<String, Opened> openBatch(Definition definition, List<Trigger> batch, By by) {
        var now = now();
        var openings = batch.stream()
                .map(trigger -> {
                    var transition = rules.open(definition, tenant, newId(now), trigger.facts(), by, now);
                    return new CaseStore.Opening(
                            trigger.onceKey(), transition, queueOf(definition, transition.state()));
                })
                .toList();
        var opened = store.open(openings, now);
        afterCommit(signals::effectsQueued);
        return opened;
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

    /// One attempt on the case as it was read; empty if another writer was faster.
    Optional<Taken> takeOnce(StoredCase found, Input input, By by, Function<CaseState, EffectFate> fate) {
        var now = now();
        var state = found.state();
        var definition = workflows.version(state.workflow(), state.version());
        return switch (rules.advance(definition, state, input, by, now)) {
            case Advance.Refused(var refusal) -> {
                signals.refused(refusal);
                yield Optional.of(new Taken.Applied(new Outcome.Refused(state, refusal)));
            }
            case Advance.Moved(var transition) ->
                commit(found, transition, fate, definition, now).map(taken -> {
                    afterCommit(() -> signals.moved(input, transition));
                    return taken;
                });
        };
    }

    private Optional<Taken> commit(
            StoredCase found,
            Transition transition,
            Function<CaseState, EffectFate> fate,
            Definition definition,
            Instant now) {
        var after = transition.state();
        return switch (store.commit(found, transition, fate.apply(after), queueOf(definition, after), now)) {
            case DONE -> Optional.of(new Taken.Applied(new Outcome.Moved(after, transition.events())));
            case FENCED_OFF -> Optional.of(new Taken.FencedOff());
            case OVERTAKEN -> Optional.empty();
        };
    }

    @Override
    public Optional<CaseState> find(String idOrReference) {
        return stored(idOrReference).map(StoredCase::state);
    }

    Optional<StoredCase> stored(String idOrReference) {
        var id = id(idOrReference);
        return id.isPresent() ? store.find(id.get()) : store.findByReference(CaseStore.normalReference(idOrReference));
    }

    @Override
    public List<Recorded> events(String caseId) {
        return id(caseId).map(store::events).orElse(List.of()).stream()
                .map(Chain::recorded)
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

    /// Serialization failures and deadlocks are tried again; inside somebody's transaction that is for its owner.
    private <T> T untilNoConflict(java.util.function.Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (ConcurrencyFailureException conflict) {
                if (attempt >= 5 || TransactionSynchronizationManager.isActualTransactionActive()) {
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
