package io.throughline.platform.cases;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The case store with the engine's rules, for rooms that need real cases.
public record RealCases(Cases cases, MoveCases moves, VersionFigures figures) {

    public static RealCases of(JdbcTemplate jdbc, Workflows workflows, InstantSource clock, RandomGenerator random) {
        var transactions =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        var store = new CaseStore(jdbc, "main");
        var cases = new DurableCases(
                store,
                new CaseWriter(new ChangeStore(jdbc, "main"), transactions, Pause.PARKED, CaseSettings.usual()),
                new KnownCases(100),
                workflows,
                Rules.ENGINE,
                "main",
                clock,
                random,
                Pause.PARKED,
                new CaseSignals(new SimpleMeterRegistry()));
        return new RealCases(
                cases,
                new MoveCases(store, cases, workflows, Rules.ENGINE, transactions),
                new VersionFigures(new FigureStore(jdbc, "main"), workflows));
    }
}
