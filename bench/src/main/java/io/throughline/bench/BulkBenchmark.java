package io.throughline.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.throughline.engine.By;
import io.throughline.platform.cases.BenchedStore;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.channels.Inbound.SmsReceipt;
import io.throughline.platform.outreach.BenchedReceipts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Two hundred thousand cases opened, and as many delivery receipts taken, in batches by one
/// caller, who holds no more than a batch of them; beside it what that caller commits when rows are
/// inserted one by one.
final class BulkBenchmark implements Benchmark {
    private static final int ALL = 200_000;
    private static final int WARM = 20_000;
    private static final int CASES = 500;
    private static final int RECEIPTS = 128; // as many as the SMPP adapter takes together
    private static final int LIMIT = 5_000;
    private final PrintStream progress;

    BulkBenchmark(PrintStream progress) {
        this.progress = progress;
    }

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public List<Result> run() throws Exception {
        try (var server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                var pool = pool(server)) {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            var cases = BenchedStore.over(pool, Journey.arrears(), Clock.systemUTC(), new SecureRandom());
            var receipts = new BenchedReceipts(pool);
            receipts.sent(ALL);
            double limit = limit(pool);
            inBatches(WARM, CASES, "warming up", slice -> cases.openAll("arrears", triggers("warm", slice), By.SYSTEM));
            double opened = inBatches(
                    ALL, CASES, "cases opened", slice -> cases.openAll("arrears", triggers("case", slice), By.SYSTEM));
            limit = (limit + limit(pool)) / 2;
            double taken = inBatches(ALL, RECEIPTS, "receipts taken", slice -> receipts.take(receipts(slice)));
            if (receipts.delivered() != ALL) {
                throw new IllegalStateException(receipts.delivered() + " messages are delivered, not " + ALL);
            }
            return List.of(
                    Result.of("open 200,000", opened, "cases/s", limit, "single-row inserts/s of that caller"),
                    Result.of("receipts 200,000", taken, "receipts/s", limit, "single-row inserts/s of that caller"));
        }
    }

    /// Some consecutive numbers.
    private record Slice(int from, int size) {}

    /// The numbers from 1, in slices; how many a second.
    private double inBatches(int count, int size, String what, Consumer<Slice> work) {
        long start = System.nanoTime();
        long most = 0;
        for (int from = 1; from <= count; from += size) {
            work.accept(new Slice(from, Math.min(size, count + 1 - from)));
            var runtime = Runtime.getRuntime();
            most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.printf(
                Locale.ROOT, "%s: %,d in %.1f s, heap at most %,d MB%n", what, count, seconds, most / 1_000_000);
        return count / seconds;
    }

    private static List<Cases.Trigger> triggers(String key, Slice slice) {
        var triggers = new ArrayList<Cases.Trigger>(slice.size());
        for (int n = slice.from(); n < slice.from() + slice.size(); n++) {
            triggers.add(new Cases.Trigger(Map.of("accountId", "A-" + n, "customerId", "C-" + n), key + n));
        }
        return triggers;
    }

    private static List<SmsReceipt> receipts(Slice slice) {
        var now = Clock.systemUTC().instant();
        return IntStream.range(slice.from(), slice.from() + slice.size())
                .mapToObj(n -> new SmsReceipt("m-" + n, n % 65_536, "+1" + (2_120_000_000L + n), "DELIVRD", now))
                .toList();
    }

    private static double limit(DataSource pool) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists bulk_limit (id bigint generated always as identity primary key,"
                            + " n int, body text)");
            try (var insert = connection.prepareStatement("insert into bulk_limit (n, body) values (?, ?)")) {
                long start = System.nanoTime();
                for (int n = 0; n < LIMIT; n++) {
                    insert.setInt(1, n);
                    insert.setString(2, "x".repeat(100));
                    insert.executeUpdate();
                }
                return LIMIT * 1e9 / (System.nanoTime() - start);
            }
        }
    }

    private static HikariDataSource pool(EmbeddedPostgres server) {
        var config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }
}
