package io.throughline.platform.cases;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.engine.By;
import io.throughline.engine.Input;
import io.throughline.platform.TestDatabase;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A store on a fresh database, as the application's role, with toy rules and a clock that the test moves.
public final class CaseFixture implements AutoCloseable {
    public static final By BY = By.customer(By.Channel.WEB);

    public final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T15:00:00Z"));
    public final HikariDataSource source;
    public final JdbcTemplate jdbc;
    /// May do what the application may not: change evidence.
    public final JdbcTemplate intruder;
    public final TransactionTemplate transactions;
    final InstantSource clock = now::get;
    final CaseSignals signals = new CaseSignals(new SimpleMeterRegistry());
    final CaseStore store;
    final EffectStore effects;
    final CaseWriter writer;
    final DurableCases cases;
    private int seed = 7; // nodes must not draw the same ids
    final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10), new Random(1));

    public CaseFixture() {
        var config = new HikariConfig();
        var url = TestDatabase.freshUrl();
        config.setJdbcUrl(url);
        config.setUsername(TestDatabase.APPLICATION);
        config.setMaximumPoolSize(12);
        source = new HikariDataSource(config);
        jdbc = new JdbcTemplate(source);
        intruder = new JdbcTemplate(TestDatabase.source(url, "postgres"));
        transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        store = new CaseStore(jdbc, "main");
        effects = new EffectStore(jdbc, "main", clock, signals);
        writer = writer();
        cases = node(writer);
    }

    /// A writer of its own, as another process has it.
    CaseWriter writer(Changes its) {
        return new CaseWriter(new ChangeStore(jdbc, "main"), new Commits(its, Pause.PARKED), CaseSettings.usual());
    }

    CaseWriter writer() {
        return writer(new ChangeStore(jdbc, "main"));
    }

    /// Another process on the same database.
    DurableCases node(CaseWriter its) {
        return new DurableCases(
                store,
                its,
                new KnownCases(100),
                new ToyWorkflows(),
                new ToyRules(),
                "main",
                clock,
                new Random(seed++),
                Pause.PARKED,
                signals);
    }

    public Cases cases() {
        return cases;
    }

    public String open(String onceKey) {
        return cases.open("toy", Map.of("accountId", "A-1", "customerId", "C-1"), BY, onceKey)
                .caseId();
    }

    public void choose(String caseId, String choice) {
        cases.apply(caseId, new Input.Chosen("first", choice), BY);
    }

    EffectDispatcher dispatcher(EffectHandler<?>... handlers) {
        return new EffectDispatcher(
                effects,
                cases,
                List.of(handlers),
                transactions,
                clock,
                backoff,
                signals,
                new EffectSettings(8, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMinutes(10)),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    int count(String table) {
        return java.util.Objects.requireNonNull(jdbc.queryForObject("select count(*) from " + table, Integer.class));
    }

    @Override
    public void close() {
        source.close();
    }

    private static final class ToyWorkflows implements Workflows {
        @Override
        public Definition current(String name) {
            return ToyRules.definition(name, "v1");
        }

        @Override
        public Definition version(String name, String version) {
            return ToyRules.definition(name, version);
        }

        @Override
        public List<String> names() {
            return List.of("toy");
        }
    }
}
