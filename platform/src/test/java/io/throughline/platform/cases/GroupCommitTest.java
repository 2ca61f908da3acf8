package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.Event;
import io.throughline.engine.Transition;
import io.throughline.platform.cases.Change.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/// How changes are gathered and what a failed batch means for each; without a database.
class GroupCommitTest {
    private final List<List<Change<?>>> batches = new ArrayList<>(); // written by one committer at a time
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        callers.close();
    }

    @Test
    void a_single_caller_is_committed_at_once_and_by_itself() {
        var group = group(64, batch -> done(batch));

        assertThat(group.commit(move("a"))).isEqualTo(Verdict.DONE);
        assertThat(group.commit(move("a"))).isEqualTo(Verdict.DONE);

        assertThat(batches).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void who_comes_while_a_batch_commits_goes_together_but_no_case_twice() throws Exception {
        var group = group(64, this::doneAfterTheFirst);
        var all = new ArrayList<Future<Verdict>>();
        all.add(callers.submit(() -> group.commit(move("first"))));
        first.await();
        for (var id : List.of("a", "b", "c", "a")) {
            all.add(callers.submit(() -> group.commit(move(id))));
        }
        await(() -> group.waiting() == 4);

        goOn.countDown();

        for (var one : all) {
            assertThat(one.get()).isEqualTo(Verdict.DONE);
        }
        assertThat(batches).extracting(List::size).containsExactly(1, 3, 1);
    }

    @Test
    void a_poison_change_fails_alone() throws Exception {
        var group = group(64, batch -> {
            if (batch.stream().anyMatch(change -> change.key().equals("poison"))) {
                throw new DataIntegrityViolationException("poison");
            }
            return doneAfterTheFirst(batch);
        });
        var begun = callers.submit(() -> group.commit(move("first")));
        first.await();
        var good = IntStream.range(0, 5)
                .mapToObj(n -> callers.submit(() -> group.commit(move("good" + n))))
                .toList();
        var poison = callers.submit(() -> group.commit(move("poison")));
        await(() -> group.waiting() == 6);

        goOn.countDown();

        assertThat(begun.get()).isEqualTo(Verdict.DONE);
        for (var one : good) {
            assertThat(one.get()).isEqualTo(Verdict.DONE);
        }
        assertThatThrownBy(poison::get).hasCauseInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void a_deadlock_is_tried_once_more_as_a_whole() {
        var attempts = new AtomicInteger();
        var group = group(64, batch -> {
            if (attempts.incrementAndGet() == 1) {
                throw new CannotAcquireLockException("deadlock");
            }
            return done(batch);
        });

        assertThat(group.commit(move("a"))).isEqualTo(Verdict.DONE);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void what_may_be_committed_is_not_tried_again() {
        var attempts = new AtomicInteger();
        var group = group(64, _ -> {
            attempts.incrementAndGet();
            throw new CommitUnknown(7, new IllegalStateException("cut"));
        });

        assertThatThrownBy(() -> group.commit(move("a"))).isInstanceOf(CommitUnknown.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void without_a_database_all_fail_at_once_and_the_next_batch_is_tried() throws Exception {
        var attempts = new AtomicInteger();
        var group = group(64, batch -> {
            if (attempts.incrementAndGet() == 2) {
                throw new CannotGetJdbcConnectionException("no connection");
            }
            return doneAfterTheFirst(batch);
        });
        var begun = callers.submit(() -> group.commit(move("first")));
        first.await();
        var lost = IntStream.range(0, 3)
                .mapToObj(n -> callers.submit(() -> group.commit(move("c" + n))))
                .toList();
        await(() -> group.waiting() == 3);
        goOn.countDown();

        assertThat(begun.get()).isEqualTo(Verdict.DONE);
        for (var one : lost) {
            assertThatThrownBy(one::get).hasCauseInstanceOf(CannotGetJdbcConnectionException.class);
        }
        assertThat(attempts).hasValue(2);
        assertThat(group.commit(move("later"))).isEqualTo(Verdict.DONE);
    }

    @Test
    void an_error_in_the_middle_leaves_nobody_waiting() throws Exception {
        var attempts = new AtomicInteger();
        var group = group(64, batch -> {
            if (attempts.incrementAndGet() == 2) {
                throw new AssertionError("broken");
            }
            return doneAfterTheFirst(batch);
        });
        var begun = callers.submit(() -> group.commit(move("first")));
        first.await();
        var hit = List.of(callers.submit(() -> group.commit(move("a"))), callers.submit(() -> group.commit(move("b"))));
        await(() -> group.waiting() == 2);
        goOn.countDown();

        assertThat(begun.get()).isEqualTo(Verdict.DONE);
        for (var one : hit) {
            assertThatThrownBy(one::get).isInstanceOf(java.util.concurrent.ExecutionException.class);
        }
        assertThat(group.commit(move("later"))).isEqualTo(Verdict.DONE);
    }

    @Test
    void closing_lets_those_inside_finish_and_refuses_the_next() throws Exception {
        var group = group(64, this::doneAfterTheFirst);
        var begun = callers.submit(() -> group.commit(move("first")));
        first.await();
        var waiting = callers.submit(() -> group.commit(move("waiting")));
        await(() -> group.waiting() == 1);
        var closing = callers.submit(group::close);
        await(group::isClosed);

        assertThatThrownBy(() -> group.commit(move("late"))).isInstanceOf(TransientDataAccessResourceException.class);
        assertThat(closing.isDone()).isFalse();
        goOn.countDown();

        closing.get();
        assertThat(begun.get()).isEqualTo(Verdict.DONE);
        assertThat(waiting.get()).isEqualTo(Verdict.DONE);
    }

    @Test
    void more_callers_than_places_are_refused_in_time() throws Exception {
        var group = new GroupCommit(this::doneAfterTheFirst, new GroupCommit.Limits(1, 64, 1, Duration.ofMillis(20)));
        var begun = callers.submit(() -> group.commit(move("first")));
        first.await();

        assertThatThrownBy(() -> group.commit(move("b")))
                .isInstanceOf(TransientDataAccessResourceException.class)
                .hasMessageContaining("too many");
        goOn.countDown();
        assertThat(begun.get()).isEqualTo(Verdict.DONE);
    }

    private GroupCommit group(int callersAtMost, Function<List<Change<?>>, ChangeStore.Answers> commit) {
        return new GroupCommit(
                batch -> {
                    batches.add(batch);
                    return commit.apply(batch);
                },
                new GroupCommit.Limits(1, 128, callersAtMost, Duration.ofSeconds(60)));
    }

    private ChangeStore.Answers doneAfterTheFirst(List<Change<?>> batch) {
        if (batch.getFirst().key().equals("first")) {
            first.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return done(batch);
    }

    private static ChangeStore.Answers done(List<Change<?>> batch) {
        var answers = new IdentityHashMap<Change<?>, Object>();
        batch.forEach(change -> answers.put(change, Verdict.DONE));
        return new ChangeStore.Answers(answers);
    }

    private static Change.Move move(String id) {
        var state = new ToyRules()
                .open(
                        ToyRules.definition("toy", "v1"),
                        "main",
                        id,
                        Map.of(),
                        io.throughline.engine.By.SYSTEM,
                        Instant.EPOCH)
                .state();
        var event = new Event("chosen", CaseFixture.BY, "first", Map.of());
        return Change.Move.of(
                new StoredCase(state, 1, 1, Chain.START, Instant.EPOCH),
                new Transition(state, List.of(event), List.of()),
                EffectFate.UNTOUCHED,
                null,
                Instant.EPOCH,
                0,
                null);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
            Pause.PARKED.of(Duration.ofMillis(2));
        }
    }
}
