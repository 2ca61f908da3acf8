package io.throughline.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.platform.cases.BenchedStore;
import io.throughline.platform.cases.Cases;
import io.throughline.workflow.Definition;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Durable transitions a second through the product's store, whole cases from opening to the receipt, against "one
/// UPDATE and one INSERT per commit" on the same durable PostgreSQL, round by round in turns.
final class StoreBenchmark implements Benchmark {
    private static final int ROUNDS = 3;
    private static final long WARM_UP = Duration.ofSeconds(12).toNanos();
    private static final int BULK = 1_000;
    private static final Map<String, Object> TRIGGER = Map.of("accountId", "A-1", "customerId", "C-1");
    private final int seconds;
    private final List<Integer> connections;
    private final PrintStream progress;

    /// @param seconds of each measurement
    /// @param connections at which numbers of them to measure
    StoreBenchmark(int seconds, List<Integer> connections, PrintStream progress) {
        this.seconds = seconds;
        this.connections = connections;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public List<Result> run() throws Exception {
        try (var server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .start()) {
            prepare(server.getPostgresDatabase());
            var definition = Journey.arrears();
            progress.println("warming up");
            try (var pool = pool(server, 16)) {
                var cases = cases(pool, definition);
                together(16, WARM_UP / 6, caller -> limit(pool, caller));
                together(16, WARM_UP, _ -> transitions(cases));
            }
            var results = new ArrayList<Result>();
            progress.printf(Locale.ROOT, "load average before: %.1f%n", load());
            for (int callers : connections) {
                results.add(measure(server, definition, callers));
            }
            results.add(opening(server, definition));
            progress.printf(Locale.ROOT, "load average after: %.1f%n", load());
            return results;
        }
    }

    private static void prepare(DataSource source) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (var row = statement.executeQuery("show " + setting)) {
                    row.next();
                    if (!row.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is " + row.getString(1));
                    }
                }
            }
            statement.execute("create table ref_row (id int primary key, n int not null) with (fillfactor = 70)");
            statement.execute("create table ref_event (id bigint generated always as identity primary key, row_id int,"
                    + " n int, body text)");
            statement.execute("insert into ref_row select i, 0 from generate_series(0, 63999) i");
        }
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private Result measure(EmbeddedPostgres server, Definition definition, int connections) throws Exception {
        try (var pool = pool(server, connections)) {
            var cases = cases(pool, definition);
            long round = seconds * 1_000_000_000L / ROUNDS;
            together(connections, round / 2, caller -> limit(pool, caller));
            together(connections, round / 2, _ -> transitions(cases));
            double limit = 0;
            double store = 0;
            for (int i = 0; i < ROUNDS; i++) {
                limit += together(connections, round, caller -> limit(pool, caller)) / ROUNDS;
                store += together(connections, round, _ -> transitions(cases)) / ROUNDS;
            }
            progress.printf(Locale.ROOT, "%d connections: %,.0f of %,.0f%n", connections, store, limit);
            return Result.of(
                    "store@" + connections, store, "transitions/s", limit, "one UPDATE + one INSERT per commit");
        }
    }

    /// Cases opened in bulk, by one caller in turns with the reference.
    private Result opening(EmbeddedPostgres server, Definition definition) throws Exception {
        try (var pool = pool(server, 2)) {
            var cases = cases(pool, definition);
            var opened = new AtomicLong();
            long round = seconds * 1_000_000_000L / ROUNDS;
            double limit = 0;
            long nanos = 0;
            together(1, round / 2, _ -> openings(cases, new AtomicLong()));
            for (int i = 0; i < ROUNDS; i++) {
                limit += together(1, round, caller -> limit(pool, caller)) / ROUNDS;
                long start = System.nanoTime();
                together(1, round, _ -> openings(cases, opened));
                nanos += System.nanoTime() - start;
            }
            double store = opened.get() * 1e9 / nanos;
            progress.printf(Locale.ROOT, "opening in bulk: %,.0f cases/s%n", store);
            return Result.of("open", store, "cases/s", limit, "one UPDATE + one INSERT per commit");
        }
    }

    private static Step openings(Cases cases, AtomicLong opened) {
        var random = new SplittableRandom(System.nanoTime());
        return () -> {
            var triggers = new ArrayList<Cases.Trigger>();
            for (int i = 0; i < BULK; i++) {
                triggers.add(new Cases.Trigger(TRIGGER, Long.toHexString(random.nextLong()) + i));
            }
            cases.openAll("arrears", triggers, By.SYSTEM);
            opened.addAndGet(BULK);
        };
    }

    /// Of the last minute, ours and that of whoever shares the machine.
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static HikariDataSource pool(EmbeddedPostgres server, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
    }

    private static Cases cases(DataSource pool, Definition definition) {
        return BenchedStore.over(pool, definition, Clock.systemUTC(), new SecureRandom());
    }

    /// What a caller does until its time is over.
    private interface Work {
        Step of(int caller) throws Exception;
    }

    /// One commit.
    private interface Step extends AutoCloseable {
        void take() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    private static double together(int callers, long nanos, Work work) throws Exception {
        var commits = new AtomicLong();
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(callers)) {
            var running = new ArrayList<Future<?>>();
            for (int caller = 0; caller < callers; caller++) {
                int number = caller;
                running.add(threads.submit(() -> {
                    try (var step = work.of(number)) {
                        while (System.nanoTime() - start < nanos) {
                            step.take();
                            commits.incrementAndGet();
                        }
                    }
                    return true;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        return commits.get() * 1e9 / (System.nanoTime() - start);
    }

    private static Step limit(DataSource pool, int caller) throws SQLException {
        var connection = pool.getConnection();
        connection.setAutoCommit(false);
        var update = connection.prepareStatement("update ref_row set n = n + 1 where id = ?");
        var insert = connection.prepareStatement("insert into ref_event (row_id, n, body) values (?, ?, ?)");
        var random = new SplittableRandom(caller);
        var body = "x".repeat(200);
        return new Step() {
            @Override
            public void take() throws SQLException {
                int row = caller * 1_000 + random.nextInt(1_000);
                update.setInt(1, row);
                update.executeUpdate();
                insert.setInt(1, row);
                insert.setInt(2, 1);
                insert.setString(3, body);
                insert.executeUpdate();
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                update.close();
                insert.close();
                connection.close();
            }
        };
    }

    private static Step transitions(Cases cases) {
        var random = new SplittableRandom(System.nanoTime());
        return new Step() {
            private CaseState state = open();

            private CaseState open() {
                var once = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
                return cases.find(
                                cases.open("arrears", TRIGGER, By.SYSTEM, once).caseId())
                        .orElseThrow();
            }

            @Override
            public void take() {
                if (state.status() == CaseState.Status.FINISHED) {
                    state = open();
                    return;
                }
                var input = Journey.next(state, Clock.systemUTC().instant());
                state = switch (cases.apply(state.id(), input, Journey.by(input))) {
                    case Cases.Outcome.Moved(var moved, var _) -> moved;
                    case Cases.Outcome.Refused(var at, var refusal) ->
                        throw new IllegalStateException("refused at " + at.at() + ": " + refusal.code());
                };
            }
        };
    }
}
