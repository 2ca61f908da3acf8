package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.Effect;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.platform.Kept;
import io.throughline.platform.Postgres;
import io.throughline.platform.cases.Change.Verdict;
import io.throughline.simulation.Gate;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.MemoryTransactions;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CaseContractTest {
    private static final Instant NOW = Instant.parse("2027-03-01T15:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static long stamps;
    private static final String CASE = "0192f0c1-7a3b-7000-8000-0000000000a1";

    /// A store of either kind.
    private record Store(KeptCases cases, Changes changes, EffectQueue effects, TransactionTemplate transactions) {
        static Store of(Kept kept) {
            var signals = new CaseSignals(new SimpleMeterRegistry());
            if (kept == Kept.IN_POSTGRESQL) {
                var source = Postgres.fresh();
                var jdbc = new JdbcTemplate(source);
                return new Store(
                        new CaseStore(jdbc, "main"),
                        new ChangeStore(jdbc, "main"),
                        new EffectStore(jdbc, "main", () -> NOW, signals),
                        new TransactionTemplate(new JdbcTransactionManager(source)));
            }
            var database = new MemoryDatabase();
            var tables = new CaseTables(database);
            var cases = new MemoryCases(database, tables, Gate.OPEN, "main", Set.of());
            return new Store(
                    cases,
                    cases,
                    new MemoryEffects(database, tables, cases, Gate.OPEN, "main", () -> NOW, signals, Set.of()),
                    new TransactionTemplate(new MemoryTransactions(database, Gate.OPEN)));
        }

        <A> A write(Change<A> change) {
            return in(() -> changes.write(List.of(change), null).to(change));
        }

        <T> T in(Supplier<T> work) {
            return Objects.requireNonNull(transactions.execute(_ -> work.get()));
        }

        StoredCase stored() {
            return cases.find(UUID.fromString(CASE)).orElseThrow();
        }

        List<EffectQueue.Claimed> claim(Instant machineNow) {
            return in(
                    () -> effects.claimDue(Set.of("ReadFacts", "Contact"), NOW, machineNow, machineNow.plus(LEASE), 5));
        }
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_key_opens_one_case_however_often(Kept kept) throws IOException {
        var store = Store.of(kept);
        assertThat(store.write(opening(CASE))).isEqualTo(new Cases.Opened(CASE, false));
        assertThat(store.write(opening("0192f0c1-7a3b-7000-8000-0000000000a2")))
                .isEqualTo(new Cases.Opened(CASE, true));
        assertThat(store.cases.find(UUID.fromString("0192f0c1-7a3b-7000-8000-0000000000a2")))
                .isEmpty();
        assertThat(store.cases.findByReference(store.stored().state().reference()))
                .isPresent();
        assertThat(store.cases.events(UUID.fromString(CASE)))
                .hasSize(store.stored().events());
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void of_two_that_move_a_case_one_wins(Kept kept) throws IOException {
        var store = Store.of(kept);
        store.write(opening(CASE));
        var before = store.stored();
        var move = move(before, EffectFate.UNTOUCHED);
        assertThat(store.write(move)).isEqualTo(Verdict.DONE);
        assertThat(store.write(move(before, EffectFate.UNTOUCHED))).isEqualTo(Verdict.OVERTAKEN);
        assertThat(store.stored().seq()).isEqualTo(2);
        assertThat(store.stored().head()).isEqualTo(move.written().after().head());
        assertThat(store.stored().state()).isEqualTo(move.written().after().state());
        assertThat(store.cases.events(UUID.fromString(CASE)).getLast().hash())
                .isEqualTo(store.stored().head());
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void an_effect_is_held_for_its_lease_and_then_anybodys(Kept kept) throws IOException {
        var store = Store.of(kept);
        store.write(opening(CASE));
        var first = store.claim(NOW);
        assertThat(first).singleElement().satisfies(claimed -> {
            assertThat(claimed.fence()).isEqualTo(1);
            assertThat(claimed.attempt()).isEqualTo(1);
            assertThat(claimed.state()).isEqualTo(store.stored().state());
        });
        assertThat(store.claim(NOW.plusSeconds(7))).isEmpty();
        store.effects.renew(first, NOW.plusSeconds(20));
        assertThat(store.claim(NOW.plusSeconds(10))).isEmpty();
        var second = store.claim(NOW.plusSeconds(21)).getFirst();
        assertThat(second.fence()).isEqualTo(2);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(store.effects.settle(new EffectFate.Over(second.key(), 1))).isFalse();
        assertThat(store.effects.settle(new EffectFate.Back(second.key(), 1, NOW, 7)))
                .isFalse();
        assertThat(store.effects.settle(new EffectFate.Back(second.key(), 2, null, 4)))
                .isTrue();
        assertThat(store.claim(NOW.plusSeconds(60))).isEmpty(); // parked
        assertThat(store.effects.find(second.key()).orElseThrow().attempts()).isEqualTo(4);
        assertThat(store.effects.wake(second.key())).isTrue();
        assertThat(store.claim(NOW.plusSeconds(60))).hasSize(1);
        assertThat(store.effects.settle(new EffectFate.Over(second.key(), 3))).isTrue();
        assertThat(store.effects.find(second.key())).isEmpty();
        assertThat(store.effects.wake(second.key())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_late_answer_without_the_lease_changes_nothing(Kept kept) throws IOException {
        var store = Store.of(kept);
        store.write(opening(CASE));
        var key = store.claim(NOW).getFirst().key();
        store.claim(NOW.plusSeconds(30));
        var before = store.stored();
        assertThat(store.write(move(before, new EffectFate.Over(key, 1)))).isEqualTo(Verdict.FENCED_OFF);
        assertThat(store.stored().seq()).isEqualTo(1);
        assertThat(store.write(move(before, new EffectFate.Over(key, 2)))).isEqualTo(Verdict.DONE);
        assertThat(store.effects.find(key)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void what_is_rolled_back_was_never_there(Kept kept) throws IOException {
        var store = Store.of(kept);
        store.write(opening(CASE));
        var before = store.stored();
        var move = move(before, EffectFate.UNTOUCHED);
        assertThat(store.changes.isKept(move)).isFalse();
        store.write(move);
        assertThat(store.changes.isKept(move)).isTrue();
        assertThat(store.write(move)).isEqualTo(Verdict.DONE); // the same, given again after a lost answer
        var lost = move(store.stored(), EffectFate.UNTOUCHED);
        store.transactions.executeWithoutResult(status -> {
            store.changes.write(List.of(lost), null);
            status.setRollbackOnly();
        });
        assertThat(store.changes.isKept(lost)).isFalse();
        assertThat(store.stored().seq()).isEqualTo(2);
        assertThat(store.cases.events(UUID.fromString(CASE)))
                .hasSize(store.stored().events());
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_timer_is_found_when_it_is_due_and_can_be_put_off(Kept kept) throws IOException {
        var store = Store.of(kept);
        store.write(opening(CASE));
        while (store.stored().state().nextTimer().isEmpty()) {
            store.write(move(store.stored(), EffectFate.UNTOUCHED));
        }
        var due = store.stored().state().nextTimer().orElseThrow();
        assertThat(store.in(() -> store.cases.lockDueTimers(due.minusSeconds(1), 9)))
                .isEmpty();
        assertThat(store.in(() -> store.cases.lockDueTimers(due, 9))).hasSize(1);
        store.cases.lookAgain(CASE, due.plusSeconds(60));
        assertThat(store.in(() -> store.cases.lockDueTimers(due, 9))).isEmpty();
        store.cases.lookAgain(CASE, null);
        assertThat(store.in(() -> store.cases.lockDueTimers(due.plusSeconds(999), 9)))
                .isEmpty();
    }

    // ---- moves of a real workflow

    private static Definition definition() throws IOException {
        return DefinitionReader.read(Path.of("..", "workflows", "collections", "arrears.yaml"));
    }

    private static Change.Opening opening(String id) throws IOException {
        var trigger = Map.<String, Object>of("accountId", "A-1", "customerId", "C-1");
        return Change.Opening.of(
                "once", Engine.open(definition(), "main", id, trigger, By.SYSTEM, NOW), null, NOW, null);
    }

    /// The answer to what the case is reading.
    private static Change.Move move(StoredCase before, EffectFate fate) {
        try {
            var key = before.state().pending().keySet().iterator().next();
            return moved(before, key, fate);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Change.Move moved(StoredCase before, String key, EffectFate fate) throws IOException {
        Map<String, Object> values = new HashMap<>(Map.of("id", "A-1"));
        if (key.contains("/account/")) {
            values.put("customerId", "C-1");
            values.put("creditor", "Harbor Bank");
            values.put("balance", new Money(48_000, "USD").toFact());
            values.put("dueDate", "2027-02-01");
            values.put("daysPastDue", 28L);
            values.put("brokenPromises", 0L);
        }
        var advance = (Advance.Moved)
                Engine.advance(definition(), before.state(), new Input.FactsRead(key, values, NOW), By.SYSTEM, NOW);
        assertThat(advance.transition().effects()).allMatch(Effect.class::isInstance);
        return Change.Move.of(before, advance.transition(), fate, null, NOW, ++stamps, null);
    }
}
