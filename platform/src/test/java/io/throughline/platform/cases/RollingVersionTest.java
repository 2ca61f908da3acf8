package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A rolling restart: a node that knows a newer definition beside one that cannot read it, on one database.
class RollingVersionTest {
    private final CaseFixture fixture = new CaseFixture();
    private final List<String> asked = new ArrayList<>();
    private final DurableCases old = node(new Knows("v1"), 21);
    private final DurableCases fresh = node(new Knows("v2"), 22);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void what_an_old_node_cannot_read_it_leaves_as_it_is_and_the_new_one_does_it() {
        var id =
                fresh.open("toy", Map.of("accountId", "A-1"), By.SYSTEM, "once").caseId();
        fresh.apply(id, new Input.Chosen("first", "write"), By.SYSTEM);
        var before = fresh.events(id).size();

        turn(old);
        assertThat(asked).as("the call was made, under its key").hasSize(1);
        assertThatThrownBy(() -> old.apply(id, new Input.Chosen("first", "count"), By.SYSTEM))
                .isInstanceOf(IllegalStateException.class);
        fixture.now.updateAndGet(now -> now.plus(Duration.ofHours(2)));
        new TimerSweep(fixture.store, old, fixture.transactions).sweep();
        assertThat(fresh.events(id)).as("nothing came of it").hasSize(before);

        fixture.now.updateAndGet(now -> now.plus(Duration.ofHours(2)));
        turn(fresh);
        new TimerSweep(fixture.store, fresh, fixture.transactions).sweep();
        assertThat(asked).hasSize(2).containsOnly(asked.getFirst());
        assertThat(fresh.events(id).stream().map(Cases.Recorded::type))
                .containsOnlyOnce("effect.answered", "timer.rang");
        assertThat(fixture.count("cases.effect")).isZero();
    }

    @Test
    void a_case_of_the_older_version_is_anybodys() {
        var id = old.open("toy", Map.of("accountId", "A-1"), By.SYSTEM, "once").caseId();
        fresh.apply(id, new Input.Chosen("first", "count"), By.SYSTEM);
        old.apply(id, new Input.Chosen("first", "count"), By.SYSTEM);
        fresh.apply(id, new Input.Chosen("first", "count"), By.SYSTEM);
        assertThat(fresh.find(id).orElseThrow().visit()).isEqualTo(3);
        assertThat(fresh.find(id).orElseThrow().version()).isEqualTo("v1");
    }

    /// One round of a node's dispatcher.
    private void turn(DurableCases node) {
        var dispatcher = new EffectDispatcher(
                fixture.effects,
                node,
                List.of(new Posts()),
                fixture.transactions,
                fixture.clock,
                fixture.backoff,
                fixture.signals,
                new EffectSettings(8, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMinutes(10)),
                Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.turn();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (dispatcher.inFlight() > 0) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private DurableCases node(Workflows workflows, int seed) {
        return new DurableCases(
                fixture.store,
                fixture.writer(),
                new KnownCases(100),
                workflows,
                new ToyRules(),
                "main",
                fixture.clock,
                new Random(seed),
                Pause.PARKED,
                fixture.signals);
    }

    /// Opens cases of its newest version; newer ones it cannot read.
    private record Knows(String newest) implements Workflows {
        @Override
        public Definition current(String name) {
            return version(name, newest);
        }

        @Override
        public Definition version(String name, String version) {
            if (version.compareTo(newest) > 0) {
                throw new IllegalStateException("version " + version + " is written in words that are not known here");
            }
            return ToyRules.definition(name, version);
        }

        @Override
        public List<String> names() {
            return List.of("toy");
        }
    }

    /// A ledger that counts.
    private final class Posts implements EffectHandler<Effect.WriteRecord> {
        @Override
        public Class<Effect.WriteRecord> kind() {
            return Effect.WriteRecord.class;
        }

        @Override
        public Carried carryOut(Effect.WriteRecord effect, CaseState state, int attempt) {
            asked.add(effect.key());
            return new Carried.Done(
                    new Input.WriteReported(effect.key(), new Input.WriteResult.Written("R-1", Instant.EPOCH)));
        }
    }
}
