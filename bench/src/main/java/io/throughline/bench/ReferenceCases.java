package io.throughline.bench;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.platform.audit.BenchedCheckpoints;
import io.throughline.platform.cases.BenchedPlatform;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// The 'arrears case' of `peerbench` on the product itself: its engine, a definition of its language, its
/// schema and store, the dispatcher of effects, the sweep of timers, the hash chain and signed checkpoints.
///
/// A balance becomes money in cents. The three decisions are the definition's, not Java code.
public final class ReferenceCases implements AutoCloseable {
    private static final String MAIN = "cards/arrears-case.yaml";
    private static final List<String> FILES = List.of(MAIN, "systems/ledger.yaml");
    private static final By CUSTOMER = By.customer(By.Channel.WEB);
    private final BenchedPlatform platform;
    private final BenchedCheckpoints checkpoints;
    private final Cases cases;

    /// Lays the product's schema into the database.
    ///
    /// @param handler is called for each writeback, at least once
    /// @param completed is called once for each case, after the commit that ended it
    public ReferenceCases(DataSource source, Runnable handler, Runnable completed) throws IOException {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        var clock = Clock.systemUTC();
        platform = new BenchedPlatform(
                source,
                definition(),
                List.of(new Writeback(handler, clock)),
                clock,
                new SecureRandom(),
                new Completions(completed));
        checkpoints =
                new BenchedCheckpoints(source, "bench", Files.createTempDirectory("throughline-peerbench"), clock);
        cases = platform.cases();
    }

    /// @param once opens no second case
    /// @param facts by the names of the definition's `given`
    /// @return the case's id
    public String open(String once, Map<String, Object> facts) {
        return cases.open("arrears-case", facts, By.SYSTEM, once).caseId();
    }

    /// @param event `opened`, `verified` or `paid`
    /// @return the case after it
    public CaseState tell(String id, String event) {
        var input = switch (event) {
            case "opened" -> new Input.Chosen("letter", "opened");
            case "verified" -> new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "facts");
            case "paid" -> new Input.Chosen("settle", "paid");
            default -> throw new IllegalArgumentException("no event is called " + event);
        };
        return switch (cases.apply(id, input, CUSTOMER)) {
            case Cases.Outcome.Moved(var state, var _) -> state;
            case Cases.Outcome.Refused(var state, var refusal) ->
                throw new IllegalStateException(event + " refused at " + state.at() + ": " + refusal.code());
        };
    }

    /// What a case is opened with.
    public static Map<String, Object> facts(
            String reference,
            String customer,
            String tenant,
            String product,
            double balance,
            long daysLate,
            boolean vulnerable,
            long openedAt) {
        return Map.of(
                "accountId", reference,
                "customerId", customer,
                "tenant", tenant,
                "product", product,
                "balance", new Money(Math.round(balance * 100), "USD").toFact(),
                "daysLate", daysLate,
                "vulnerable", vulnerable,
                "openedAt", openedAt);
    }

    @Override
    public void close() {
        platform.close();
        checkpoints.close();
    }

    static Definition definition() {
        var files = new TreeMap<String, String>();
        for (var name : FILES) {
            try (var in = Objects.requireNonNull(ReferenceCases.class.getResourceAsStream("/peerbench/" + name))) {
                files.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return DefinitionReader.readAll(files, MAIN);
    }

    /// Writes at once, in this process, as all peers do.
    private record Writeback(Runnable handler, Clock clock) implements EffectHandler<Effect.WriteRecord> {
        @Override
        public Class<Effect.WriteRecord> kind() {
            return Effect.WriteRecord.class;
        }

        @Override
        public boolean decides() {
            return false;
        }

        @Override
        public Carried carryOut(Effect.WriteRecord effect, CaseState state, int attempt) {
            handler.run();
            return new Carried.Done(
                    new Input.WriteReported(effect.key(), new Input.WriteResult.Written("R-1", clock.instant())));
        }
    }

    /// Hears of finished cases where the product counts its writebacks: after their commit.
    private static final class Completions extends SimpleMeterRegistry {
        private final Runnable completed;

        Completions(Runnable completed) {
            this.completed = completed;
        }

        @Override
        protected Counter newCounter(Meter.Id id) {
            var counter = super.newCounter(id);
            return id.getName().equals("throughline.writebacks") ? new Telling(counter, completed) : counter;
        }
    }

    private record Telling(Counter counter, Runnable listener) implements Counter {
        @Override
        public void increment(double amount) {
            counter.increment(amount);
            listener.run();
        }

        @Override
        public double count() {
            return counter.count();
        }

        @Override
        public Meter.Id getId() {
            return counter.getId();
        }
    }
}
