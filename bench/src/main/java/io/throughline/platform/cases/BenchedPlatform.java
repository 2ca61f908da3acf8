package io.throughline.platform.cases;

import io.micrometer.core.instrument.MeterRegistry;
import io.throughline.workflow.Definition;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The product's own cases with the dispatcher of effects and the sweep of timers, over a given database and
/// with the settings that ship.
public final class BenchedPlatform implements AutoCloseable {
    private final CaseWriter writer;
    private final DurableCases cases;
    private final EffectDispatcher effects;
    private final TimerSweep timers;

    public BenchedPlatform(
            DataSource source,
            Definition definition,
            List<EffectHandler<?>> handlers,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters) {
        var jdbc = new JdbcTemplate(source);
        var transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        var signals = new CaseSignals(meters);
        var settings = CaseSettings.usual();
        var store = new CaseStore(jdbc, BenchedStore.TENANT);
        writer = new CaseWriter(new ChangeStore(jdbc, BenchedStore.TENANT), Pause.PARKED, settings);
        cases = new DurableCases(
                store,
                writer,
                new KnownCases(settings.known()),
                new BenchedStore.One(definition),
                Rules.ENGINE,
                BenchedStore.TENANT,
                clock,
                random,
                Pause.PARKED,
                signals);
        var carrying = EffectSettings.usual();
        effects = new EffectDispatcher(
                new EffectStore(jdbc, BenchedStore.TENANT, clock, signals),
                cases,
                handlers,
                transactions,
                clock,
                new Backoff(carrying.firstRetry(), carrying.lastRetry(), random),
                signals,
                carrying,
                java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        timers = new TimerSweep(store, cases, transactions);
        effects.start();
        timers.start();
    }

    public Cases cases() {
        return cases;
    }

    @Override
    public void close() {
        timers.stop();
        effects.stop();
        writer.close();
    }
}
