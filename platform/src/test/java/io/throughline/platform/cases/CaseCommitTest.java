package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.Advance;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Change.Verdict;
import io.throughline.platform.cases.Change.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/// Committing together, on a real PostgreSQL: one loses by itself, and nothing is acknowledged twice or in
/// vain.
class CaseCommitTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private final CaseFixture fixture = new CaseFixture();
    private final ChangeStore changes = new ChangeStore(fixture.jdbc, "main");
    private final Commits commits = new Commits(changes, Pause.PARKED);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void in_a_batch_each_wins_or_loses_by_itself() {
        var fine = fixture.open("fine");
        var overtaken = fixture.open("overtaken");
        var fenced = fixture.open("fenced");
        fixture.choose(fine, "post");
        fixture.choose(fenced, "post");
        claim();
        var old = move(overtaken, "late", EffectFate.UNTOUCHED);
        fixture.choose(overtaken, "count");
        var batch = List.of(
                move(fenced, "a", new EffectFate.Over(fenced + "/post/0", 99)),
                old,
                move(fine, "next", new EffectFate.Over(fine + "/post/0", 1)));

        var answers = commits.commit(batch, SHORT);

        assertThat(batch).extracting(answers::to).containsExactly(Verdict.FENCED_OFF, Verdict.OVERTAKEN, Verdict.DONE);
        assertThat(choices(fine)).containsExactly("post", "next");
        assertThat(choices(overtaken)).containsExactly("count");
        assertThat(choices(fenced)).containsExactly("post");
        assertThat(fixture.effects.find(fine + "/post/0")).isEmpty();
        assertThat(fixture.effects.find(fine + "/next/1")).isPresent();
        assertThat(fixture.effects.find(fenced + "/post/0")).isPresent();
        assertThat(fixture.count("cases.effect")).isEqualTo(2);
    }

    @Test
    void a_batch_gives_an_effect_back_with_its_case() {
        var id = fixture.open("k");
        fixture.choose(id, "post");
        claim();
        var due = fixture.now.get().plusSeconds(60);

        var back = move(id, "held", new EffectFate.Back(id + "/post/0", 1, due, 7));
        assertThat(commits.commit(List.of(back), SHORT).to(back)).isEqualTo(Verdict.DONE);

        assertThat(fixture.jdbc.queryForObject(
                        "select attempt = 7 and lease_until is null from cases.effect where key = ?",
                        Boolean.class,
                        id + "/post/0"))
                .isTrue();
    }

    @Test
    void a_history_that_is_not_ours_is_not_continued() {
        var id = fixture.open("k");
        var move = move(id, "count", EffectFate.UNTOUCHED);
        fixture.intruder.update("update cases.case_row set head = sha256('another history')");

        assertThat(commits.commit(List.of(move), SHORT).to(move)).isEqualTo(Verdict.OVERTAKEN);
    }

    @Test
    void a_poison_change_fails_alone_and_leaves_nothing() throws Exception {
        var good = move(fixture.open("good"), "count", EffectFate.UNTOUCHED);
        var sick = move(fixture.open("sick"), "count", EffectFate.UNTOUCHED);
        var was = sick.written();
        var poison = new Change.Move(
                sick.before(),
                new Written(was.after(), "no place for \0", was.link(), was.effects(), null, was.now(), null),
                sick.fate(),
                sick.stamp());
        var first = move(fixture.open("first"), "count", EffectFate.UNTOUCHED);
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var group = new GroupCommit(
                batch -> {
                    if (batch.contains(first)) {
                        begun.countDown();
                        awaitLatch(goOn);
                    }
                    return commits.commit(batch, SHORT);
                },
                new GroupCommit.Limits(1, 128, 64, Duration.ofSeconds(60)));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answered = new ArrayList<java.util.concurrent.Future<Verdict>>();
            answered.add(callers.submit(() -> group.commit(first)));
            begun.await();
            answered.add(callers.submit(() -> group.commit(good)));
            var failed = callers.submit(() -> group.commit(poison));
            while (group.waiting() < 2) {
                Pause.PARKED.of(Duration.ofMillis(2));
            }
            goOn.countDown();

            for (var one : answered) {
                assertThat(one.get()).isEqualTo(Verdict.DONE);
            }
            assertThatThrownBy(failed::get).hasCauseInstanceOf(DataAccessException.class);
        }
        assertThat(choices(good.key())).containsExactly("count");
        assertThat(choices(poison.key())).isEmpty();
    }

    @Test
    void two_nodes_move_one_case_and_neither_trusts_its_memory() {
        var other = fixture.node(fixture.writer());
        var id = fixture.open("k");

        for (int i = 0; i < 5; i++) {
            fixture.choose(id, "count");
            other.apply(id, new Input.Chosen("first", "count"), CaseFixture.BY);
        }

        assertThat(fixture.cases.find(id).orElseThrow().visit()).isEqualTo(10);
        assertThat(choices(id)).hasSize(10);
    }

    @Test
    void a_refusal_from_memory_is_worked_out_anew() {
        var other = fixture.node(fixture.writer());
        var id = fixture.open("k"); // this node remembers a case that waits for nothing
        other.apply(id, new Input.Chosen("first", "post"), CaseFixture.BY);
        var answer = new Input.WriteReported(id + "/post/0", new Input.WriteResult.Written("R-1", Instant.EPOCH));

        assertThat(fixture.cases.apply(id, answer, CaseFixture.BY)).isInstanceOf(Cases.Outcome.Moved.class);
        assertThat(fixture.cases.apply(id, answer, CaseFixture.BY)).isInstanceOf(Cases.Outcome.Refused.class);
    }

    @Test
    void what_was_rolled_back_is_not_remembered() {
        var id = fixture.open("k");
        assertThatThrownBy(() -> fixture.transactions.executeWithoutResult(_ -> {
                    fixture.choose(id, "post");
                    throw new IllegalStateException("the caller fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        fixture.choose(id, "count");

        assertThat(choices(id)).containsExactly("count");
        assertThat(fixture.cases.find(id).orElseThrow().pending()).isEmpty();
    }

    @Test
    void a_change_whose_answer_was_lost_is_acknowledged_once() {
        var id = fixture.open("k");
        var cut = new Cut(fixture, (store, batch) -> store.write(batch, SHORT));
        var node = fixture.node(fixture.writer(cut));

        var outcome = node.apply(id, new Input.Chosen("first", "post"), CaseFixture.BY);

        assertThat(cut.made).hasValue(2);
        assertThat(outcome).isInstanceOf(Cases.Outcome.Moved.class);
        assertThat(choices(id)).containsExactly("post");
        assertThat(fixture.count("cases.effect")).isEqualTo(1);
    }

    @Test
    void a_change_whose_answer_was_lost_is_found_when_others_went_on_from_it() {
        var id = fixture.open("k");
        var node = fixture.node(fixture.writer(new Cut(fixture, (store, batch) -> {
            store.write(batch, SHORT);
            fixture.choose(id, "count");
        })));

        var outcome = node.apply(id, new Input.Chosen("first", "post"), CaseFixture.BY);

        assertThat(outcome).isInstanceOf(Cases.Outcome.Moved.class);
        assertThat(choices(id)).containsExactly("post", "count");
    }

    @Test
    void an_answer_to_an_effect_that_was_lost_is_not_fenced_off_by_itself() {
        var id = fixture.open("k");
        fixture.choose(id, "post");
        claim();
        var over = move(id, "count", new EffectFate.Over(id + "/post/0", 1));

        assertThat(changes.write(List.of(over), SHORT).to(over)).isEqualTo(Verdict.DONE);
        assertThat(changes.write(List.of(over), SHORT).to(over)).isEqualTo(Verdict.DONE);

        var other = new Change.Move(over.before(), over.written(), over.fate(), over.stamp() + 1);
        assertThat(changes.write(List.of(other), SHORT).to(other)).isEqualTo(Verdict.FENCED_OFF);
        assertThat(choices(id)).containsExactly("post", "count");
    }

    @Test
    void an_equal_change_of_somebody_else_is_not_taken_for_ours() {
        var id = fixture.open("k");
        var ours = move(id, "count", EffectFate.UNTOUCHED);
        var theirs = new Change.Move(ours.before(), ours.written(), ours.fate(), ours.stamp() + 1);

        assertThat(changes.write(List.of(theirs), SHORT).to(theirs)).isEqualTo(Verdict.DONE);
        assertThat(changes.write(List.of(ours), SHORT).to(ours)).isEqualTo(Verdict.OVERTAKEN);
    }

    @Test
    void an_opening_whose_answer_was_lost_did_not_exist_before() {
        var cut = new Cut(fixture, (store, batch) -> store.write(batch, SHORT));
        var node = fixture.node(fixture.writer(cut));

        var opened = node.open("toy", java.util.Map.of(), CaseFixture.BY, "once");

        assertThat(cut.made).hasValue(2);
        assertThat(opened.existed()).isFalse();
        assertThat(fixture.count("cases.event")).isEqualTo(1);
    }

    @Test
    void a_connection_cut_before_commit_is_found_out_and_the_change_is_made_once() {
        var id = fixture.open("k");
        var cut = new Cut(
                fixture,
                (store, batch) -> fixture.transactions.executeWithoutResult(_ -> {
                    store.write(batch, SHORT);
                    fixture.jdbc.queryForObject("select pg_terminate_backend(pg_backend_pid())", Boolean.class);
                }));
        var node = fixture.node(fixture.writer(cut));

        var outcome = node.apply(id, new Input.Chosen("first", "post"), CaseFixture.BY);
        var opened = node.open("toy", java.util.Map.of(), CaseFixture.BY, "another");

        assertThat(cut.made).hasValue(3); // cut, made once more, and the opening
        assertThat(outcome).isInstanceOf(Cases.Outcome.Moved.class);
        assertThat(choices(id)).containsExactly("post");
        assertThat(opened.existed()).isFalse();
    }

    @Test
    void a_database_that_cannot_be_asked_leaves_it_unknown() {
        var own = new CaseFixture();
        var node = own.node(own.writer(new Cut(own, (store, batch) -> {
            store.write(batch, SHORT);
            own.source.close();
        })));
        var there = own.open("k");

        assertThatThrownBy(() -> node.apply(there, new Input.Chosen("first", "post"), CaseFixture.BY))
                .isInstanceOf(CommitUnknown.class);
        assertThat(own.intruder.queryForObject("select count(*) from cases.event", Integer.class))
                .isEqualTo(2);
    }

    @Test
    void a_case_that_somebody_holds_does_not_hold_up_the_others() throws Exception {
        var held = fixture.open("held");
        var free = fixture.open("free");
        var holds = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder = callers.submit(() -> fixture.transactions.executeWithoutResult(_ -> {
                fixture.choose(held, "count");
                holds.countDown();
                awaitLatch(goOn);
            }));
            holds.await();
            var waits = callers.submit(() -> fixture.choose(held, "post"));

            for (int i = 0; i < 20; i++) {
                callers.submit(() -> fixture.choose(free, "count")).get(30, TimeUnit.SECONDS);
            }
            assertThat(waits.isDone()).isFalse();
            goOn.countDown();
            holder.get();
            waits.get();
        }
        assertThat(choices(held)).containsExactly("count", "post");
        assertThat(choices(free)).hasSize(20);
    }

    @Test
    void every_acknowledged_input_of_racing_writers_on_two_nodes_is_in_its_chain_once() throws Exception {
        var nodes = List.of(fixture.cases, fixture.node(fixture.writer()));
        var ids = IntStream.range(0, 7).mapToObj(n -> fixture.open("k" + n)).toList();
        var racers = new ArrayList<Callable<List<String>>>();
        for (int racer = 0; racer < 12; racer++) {
            int number = racer;
            racers.add(() -> {
                var acknowledged = new ArrayList<String>();
                for (int i = 0; i < 15; i++) {
                    var id = ids.get((number * 5 + i * 3) % ids.size());
                    var choice = number + "-" + i;
                    var outcome = nodes.get(number % 2).apply(id, new Input.Chosen("first", choice), CaseFixture.BY);
                    assertThat(outcome).isInstanceOf(Cases.Outcome.Moved.class);
                    acknowledged.add(id + " " + choice);
                }
                return acknowledged;
            });
        }
        var acknowledged = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var racer : threads.invokeAll(racers)) {
                acknowledged.addAll(racer.get());
            }
        }

        var kept = new ArrayList<String>();
        for (var id : ids) {
            choices(id).forEach(choice -> kept.add(id + " " + choice));
            byte[] head = Chain.START;
            for (var link : fixture.store.events(UUID.fromString(id))) {
                head = Chain.hash(head, "main", id, link.number(), link.body());
                assertThat(link.hash()).isEqualTo(head);
            }
            assertThat(fixture.store.find(UUID.fromString(id)).orElseThrow().head())
                    .isEqualTo(head);
        }
        assertThat(kept).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(new HashSet<>(kept)).hasSize(12 * 15);
        assertThat(fixture.count("cases.effect")).isEqualTo(12 * 15);
    }

    @Test
    void openings_of_one_batch_that_share_a_key_open_one_case() {
        var opened = fixture.cases.openAll(
                "toy", List.of(trigger("a"), trigger("b"), trigger("a"), trigger("a")), CaseFixture.BY);

        assertThat(opened).extracting(Cases.Opened::existed).containsExactly(false, false, true, true);
        assertThat(opened.get(2).caseId()).isEqualTo(opened.get(0).caseId());
        assertThat(fixture.count("cases.case_row")).isEqualTo(2);
        assertThat(fixture.count("cases.event")).isEqualTo(2);
    }

    private static Cases.Trigger trigger(String onceKey) {
        return new Cases.Trigger(java.util.Map.of("accountId", onceKey), onceKey);
    }

    /// What happens to the first batch before its answer is lost.
    private interface Scissors {
        void on(ChangeStore store, List<? extends Change<?>> batch);
    }

    /// A store whose first answer is lost.
    private static final class Cut implements Changes {
        private final AtomicInteger made = new AtomicInteger();
        private final ChangeStore store;
        private final Scissors scissors;

        Cut(CaseFixture fixture, Scissors scissors) {
            this.store = new ChangeStore(fixture.jdbc, "main");
            this.scissors = scissors;
        }

        @Override
        public ChangeStore.Answers write(List<? extends Change<?>> batch, @Nullable Duration patience) {
            if (made.getAndIncrement() == 0) {
                scissors.on(store, batch);
                throw new DataAccessResourceFailureException("lost", new SQLException("no answer", "08006"));
            }
            return store.write(batch, patience);
        }

        @Override
        public boolean isKept(Change.Move move) {
            return store.isKept(move);
        }
    }

    private void claim() {
        var now = fixture.now.get();
        fixture.transactions.execute(
                _ -> fixture.effects.claimDue(List.of("WriteRecord"), now, now, now.plusSeconds(8), 10));
    }

    private Change.Move move(String id, String choice, EffectFate fate) {
        var before = fixture.store.find(UUID.fromString(id)).orElseThrow();
        var now = fixture.now.get();
        var advance = new ToyRules()
                .advance(
                        ToyRules.definition("toy", "v1"),
                        before.state(),
                        new Input.Chosen("first", choice),
                        CaseFixture.BY,
                        now);
        return Change.Move.of(before, ((Advance.Moved) advance).transition(), fate, null, now, 77, null);
    }

    private List<String> choices(String id) {
        return fixture.cases.events(id).stream()
                .skip(1)
                .map(event -> String.valueOf(event.details().get("choice")))
                .toList();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
