package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import io.throughline.engine.Rights;
import io.throughline.platform.Definitions;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunChildTest {
    private final CaseFixture fixture = new CaseFixture();
    private final Loaded workflows = new Loaded(Definitions.named("parent"), Definitions.named("child"));
    private final DurableCases cases = new DurableCases(
            fixture.store,
            fixture.writer(),
            new KnownCases(100),
            workflows,
            Rules.ENGINE,
            "main",
            fixture.clock,
            new Random(11),
            Pause.PARKED,
            fixture.signals);
    private @Nullable EffectDispatcher dispatcher;

    @AfterEach
    void close() {
        stop();
        fixture.close();
    }

    @Test
    void a_child_is_opened_once_and_its_outcome_and_facts_come_back_over_a_restart() {
        start();
        var parent = open();
        await(() -> state(parent).fact("address.case").isPresent());
        var child = (String) state(parent).fact("address.case").orElseThrow();
        assertThat(state(child).fact("trigger.reason")).contains("asked by the parent");
        assertThat(state(child).fact("trigger.customerId")).contains("C-1");

        // the store's way in is the engine's: nobody but the platform tells what came of a child
        var key = state(parent).pending().keySet().iterator().next();
        assertThat(cases.apply(
                        parent,
                        new Input.ChildEnded(key, child, "changed", Map.of()),
                        new By(By.Actor.OPERATIONS, "lee", By.Channel.API, Rights.of(Rights.OVERRIDE))))
                .isInstanceOfSatisfying(
                        Cases.Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().rule()).isEqualTo("report.system-only"));

        stop();
        start();
        fixture.now.updateAndGet(now -> now.plus(Duration.ofMinutes(10)));
        await(() ->
                fixture.jdbc.queryForObject("select attempt from cases.effect where kind = 'OpenCase'", Integer.class)
                        > 1);
        cases.apply(
                child,
                new Input.Answered("new-address", Map.of("street", "1 High Street"), Map.of()),
                By.customer(By.Channel.WEB));

        // the clock stands still: no look of the parent's would be due
        await(() -> state(parent).status() == CaseState.Status.FINISHED);
        assertThat(state(parent).outcome()).isEqualTo("moved");
        assertThat(state(parent).fact("address.street")).contains("1 High Street");
        assertThat(cases.events(parent).stream().filter(event -> event.type().equals("child-opened")))
                .hasSize(1);
        assertThat(fixture.count("cases.case_row")).isEqualTo(2);
        assertThat(fixture.count("cases.effect")).isZero();
    }

    @Test
    void a_child_that_ends_while_its_parent_looks_takes_the_look_away() {
        start();
        var parent = open();
        await(() -> state(parent).fact("address.case").isPresent());
        var child = (String) state(parent).fact("address.case").orElseThrow();
        stop();
        fixture.now.updateAndGet(now -> now.plus(Duration.ofHours(2)));
        var now = fixture.now.get();
        var looking = fixture.transactions
                .execute(_ -> fixture.effects.claimDue(List.of("OpenCase"), now, now, now.plusSeconds(8), 1))
                .getFirst();
        cases.apply(
                child,
                new Input.Answered("new-address", Map.of("street", "1 High Street"), Map.of()),
                By.customer(By.Channel.WEB));
        start();
        await(() -> state(child).status() == CaseState.Status.FINISHED);

        assertThat(fixture.effects.settle(
                        new EffectFate.Back(looking.key(), looking.fence(), now.plus(Duration.ofHours(1)), 2)))
                .as("who looked before the end cannot put the parent off")
                .isFalse();
        await(() -> state(parent).status() == CaseState.Status.FINISHED);
    }

    @Test
    void a_workflow_that_nobody_loaded_is_a_failed_run() {
        workflows.forget("child");
        start();
        var parent = open();
        await(() -> state(parent).status() == CaseState.Status.EXCEPTION);
        assertThat(cases.events(parent))
                .filteredOn(event -> event.type().equals("child-failed"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.details().get("reason").toString()).contains("no workflow \"child\""));
        assertThat(fixture.jdbc.queryForObject("select queue from cases.case_row", String.class))
                .isEqualTo("service");
    }

    private String open() {
        return cases.open("parent", Map.of("accountId", "A-1", "customerId", "C-1"), By.SYSTEM, "once")
                .caseId();
    }

    private CaseState state(String id) {
        return cases.find(id).orElseThrow();
    }

    private void start() {
        var started = new EffectDispatcher(
                fixture.effects,
                cases,
                List.of(new RunChild(cases), new Confirms()),
                fixture.transactions,
                fixture.clock,
                fixture.backoff,
                fixture.signals,
                new EffectSettings(8, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMinutes(10)),
                Executors.newVirtualThreadPerTaskExecutor());
        started.start();
        dispatcher = started;
    }

    private void stop() {
        if (dispatcher != null) {
            dispatcher.stop();
            dispatcher = null;
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
            Pause.PARKED.of(Duration.ofMillis(5));
        }
    }

    /// A ledger that confirms everything.
    private static final class Confirms implements EffectHandler<Effect.WriteRecord> {
        @Override
        public Class<Effect.WriteRecord> kind() {
            return Effect.WriteRecord.class;
        }

        @Override
        public Carried carryOut(Effect.WriteRecord effect, CaseState state, int attempt) {
            return new Carried.Done(new Input.WriteReported(
                    effect.key(), new Input.WriteResult.Written("N-1", java.time.Instant.EPOCH)));
        }
    }

    private static final class Loaded implements Workflows {
        private final Map<String, Definition> byName = new java.util.HashMap<>();

        Loaded(Definition... definitions) {
            for (var definition : definitions) {
                byName.put(definition.name(), definition);
            }
        }

        void forget(String name) {
            byName.remove(name);
        }

        @Override
        public Definition current(String name) {
            var definition = byName.get(name);
            if (definition == null) {
                throw new Cases.UnknownWorkflow(name, names());
            }
            return definition;
        }

        @Override
        public Definition version(String name, String version) {
            return current(name);
        }

        @Override
        public List<String> names() {
            return List.copyOf(byName.keySet());
        }
    }
}
