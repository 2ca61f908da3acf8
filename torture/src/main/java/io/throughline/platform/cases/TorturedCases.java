package io.throughline.platform.cases;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.torture.Planted;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The room of cases in one tortured process: the product's own classes, put together as `CasesSetup` does.
public final class TorturedCases implements AutoCloseable {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CaseWriter writer;
    private final DurableCases cases;
    private final EffectDispatcher effects;
    private final TimerSweep timers;

    /// @param lease of effects; shorter than the product's, so that a run sees many taken over
    /// @param planted a mistake to build in
    public TorturedCases(
            DataSource source,
            String tenant,
            Workflows workflows,
            List<EffectHandler<?>> handlers,
            InstantSource clock,
            Duration lease,
            @Nullable Planted planted) {
        var jdbc = new JdbcTemplate(source);
        var transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        var signals = new CaseSignals(meters);
        var settings = CaseSettings.usual();
        var random = new SecureRandom();
        var store = new CaseStore(jdbc, tenant);
        writer = new CaseWriter(PlantedChanges.in(new ChangeStore(jdbc, tenant), planted), Pause.PARKED, settings);
        cases = new DurableCases(
                store,
                writer,
                new KnownCases(settings.known()),
                workflows,
                Rules.ENGINE,
                tenant,
                clock,
                random,
                Pause.PARKED,
                signals);
        var carrying =
                new EffectSettings(32, lease, Duration.ofMillis(200), Duration.ofSeconds(2)); // faults are short here
        effects = new EffectDispatcher(
                new EffectStore(jdbc, tenant, clock, signals),
                cases,
                Stream.concat(handlers.stream(), Stream.of(new RunChild(cases)))
                        .<EffectHandler<?>>map(handler ->
                                planted == Planted.EFFECT_OVER_BEFORE_CALL ? new OverBefore<>(handler, jdbc) : handler)
                        .toList(),
                transactions,
                clock,
                new Backoff(carrying.firstRetry(), carrying.lastRetry(), random),
                signals,
                carrying,
                Executors.newVirtualThreadPerTaskExecutor());
        timers = new TimerSweep(store, cases, transactions);
    }

    public Cases cases() {
        return cases;
    }

    /// How many transitions this process has committed on an input of this kind, such as `TimerDue`.
    public int taken(String input) {
        return (int) meters.counter("throughline.transitions", "input", input).count();
    }

    /// Begins to carry out effects and to ring timers.
    public void start() {
        effects.start();
        timers.start();
    }

    /// Whether what was asked may have been committed although this came instead of an answer.
    public static boolean mayBeCommitted(RuntimeException fault) {
        return fault instanceof CommitUnknown;
    }

    @Override
    public void close() {
        timers.stop();
        effects.stop();
        writer.close();
    }

    /// A planted mistake: the effect is struck off the queue before it is carried out.
    private record OverBefore<E extends io.throughline.engine.Effect>(EffectHandler<E> right, JdbcTemplate jdbc)
            implements EffectHandler<E> {
        @Override
        public Class<E> kind() {
            return right.kind();
        }

        @Override
        public Carried carryOut(E effect, io.throughline.engine.CaseState state, int attempt)
                throws InterruptedException {
            var row = jdbc.queryForMap("delete from cases.effect where key = ? returning *", effect.key());
            var answer = right.carryOut(effect, state, attempt);
            jdbc.update(
                    "insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at, lease_until, fence,"
                            + " attempt) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    row.get("tenant"),
                    row.get("key"),
                    row.get("case_id"),
                    row.get("kind"),
                    row.get("body"),
                    row.get("queued_at"),
                    row.get("due_at"),
                    row.get("lease_until"),
                    row.get("fence"),
                    row.get("attempt"));
            return answer;
        }
    }
}
