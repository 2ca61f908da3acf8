package io.throughline.platform.cases;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.throughline.simulation.Gate;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.MemoryTransactions;
import io.throughline.simulation.Planted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// The room of cases in one simulated process: the product's own classes over tables in memory.
public final class SimulatedCases {
    private static final EffectSettings SETTINGS =
            new EffectSettings(8, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMinutes(10));

    private final Surroundings around;
    private final CaseSignals signals = new CaseSignals(new CompositeMeterRegistry());
    private final TransactionTemplate transactions;
    private final DurableCases cases;
    private final MemoryEffects effects;
    private final TimerSweep sweep;
    private @Nullable EffectDispatcher dispatcher;

    /// What a process stands on.
    ///
    /// @param gate its way to the database; `inOneGo` the same where nobody else may come in between
    /// @param moment lets others go on between a decision and its commit
    /// @param linkOf the secret link that a contact carried, for one of the planted mistakes
    public record Surroundings(
            MemoryDatabase database,
            CaseTables tables,
            Gate gate,
            Gate inOneGo,
            String tenant,
            Workflows workflows,
            InstantSource clock,
            RandomGenerator random,
            Runnable moment,
            UnaryOperator<String> linkOf,
            Set<Planted> planted) {}

    public SimulatedCases(Surroundings around) {
        this.around = around;
        transactions = new TransactionTemplate(new MemoryTransactions(around.database(), around.gate()));
        var kept = memory(around.gate());
        var written = memory(around.inOneGo());
        Pause none = time -> {}; // it would be taken while others wait for the batch
        cases = new DurableCases(
                kept,
                new CaseWriter(written, none, CaseSettings.usual()),
                new KnownCases(20),
                around.workflows(),
                new PlantedRules(around.planted(), around.moment(), around.linkOf()),
                around.tenant(),
                around.clock(),
                around.random(),
                none,
                signals);
        effects = new MemoryEffects(
                around.database(),
                around.tables(),
                kept,
                around.gate(),
                around.tenant(),
                around.clock(),
                signals,
                around.planted());
        sweep = new TimerSweep(kept, cases, transactions);
    }

    private MemoryCases memory(Gate gate) {
        return new MemoryCases(around.database(), around.tables(), gate, around.tenant(), around.planted());
    }

    /// Takes up the queue of effects.
    public void dispatch(List<EffectHandler<?>> handlers, ExecutorService workers) {
        var all =
                Stream.concat(handlers.stream(), Stream.of(new RunChild(cases))).toList();
        dispatcher = new EffectDispatcher(
                effects,
                cases,
                all,
                transactions,
                around.clock(),
                new Backoff(SETTINGS.firstRetry(), SETTINGS.lastRetry(), around.random()),
                signals,
                SETTINGS,
                workers);
        signals.handTo(dispatcher);
    }

    public Cases cases() {
        return cases;
    }

    public TransactionTemplate transactions() {
        return transactions;
    }

    /// One round of the dispatcher. Whether there may be more at once.
    public boolean turn() {
        return Objects.requireNonNull(dispatcher).turn();
    }

    /// One sweep of the timers; how many were due.
    public int sweep() {
        return sweep.sweep();
    }

    /// When the dispatcher has something to do again, if nobody adds anything.
    public Optional<Instant> nextTurn() {
        boolean busy = dispatcher != null && dispatcher.inFlight() > 0;
        var renewal = around.clock().instant().plus(SETTINGS.lease().dividedBy(4));
        return Stream.concat(
                        busy ? Stream.of(renewal) : Stream.empty(),
                        around.tables().effects.rows().entrySet().stream()
                                .filter(row -> row.getKey().tenant().equals(around.tenant()))
                                .map(row -> later(
                                        row.getValue().dueAt(), row.getValue().leaseUntil()))
                                .flatMap(Stream::ofNullable))
                .min(Instant::compareTo);
    }

    private static @Nullable Instant later(@Nullable Instant due, @Nullable Instant lease) {
        return due == null || lease == null || lease.isBefore(due) ? due : lease.plusMillis(1);
    }

    /// When the next timer rings.
    public Optional<Instant> nextTimer() {
        var first = around.tables().timers.rows().ceilingKey(new CaseTables.Due(around.tenant(), Instant.MIN, ""));
        return Optional.ofNullable(first)
                .filter(due -> due.tenant().equals(around.tenant()))
                .map(CaseTables.Due::at);
    }
}
