package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.engine.Input;
import io.throughline.engine.Reference;
import io.throughline.platform.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class CasesTest {
    private final CaseFixture fixture = new CaseFixture();
    private final DurableCases cases = fixture.cases;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_case_opens_once_for_its_key_and_is_found_by_id_and_by_reference() {
        var first = cases.open("toy", Map.of("accountId", "A-1"), By.SYSTEM, "event-1");
        var again = cases.open("toy", Map.of("accountId", "A-1"), By.SYSTEM, "event-1");

        assertThat(first.existed()).isFalse();
        assertThat(again).isEqualTo(new Cases.Opened(first.caseId(), true));
        var reference = Reference.of(first.caseId());
        var spoken =
                reference.toLowerCase(java.util.Locale.ROOT).replace("-", " ").replace('0', 'o');
        assertThat(cases.find(first.caseId())).isPresent();
        assertThat(cases.find(reference)).isEqualTo(cases.find(first.caseId()));
        assertThat(cases.find(spoken)).isEqualTo(cases.find(first.caseId()));
        assertThat(cases.find("TL-0000-0000")).isEmpty();
        assertThat(fixture.count("cases.event")).isEqualTo(1);
    }

    @Test
    void thousands_open_in_batches_and_a_repeated_key_among_them_opens_nothing() {
        var triggers = IntStream.range(0, 1_050)
                .mapToObj(n ->
                        new Cases.Trigger(Map.<String, Object>of("accountId", "A-" + n % 1_000), "key-" + n % 1_000))
                .toList();

        var opened = cases.openAll("toy", triggers, By.SYSTEM);

        assertThat(opened).hasSize(1_050);
        assertThat(fixture.count("cases.case_row")).isEqualTo(1_000);
        assertThat(opened.get(1_000))
                .isEqualTo(new Cases.Opened(opened.getFirst().caseId(), true));
    }

    @Test
    void a_move_keeps_state_evidence_and_effect_together() {
        var id = fixture.open("k");

        var outcome = cases.apply(id, new Input.Chosen("first", "post-payment"), CaseFixture.BY);

        assertThat(outcome).isInstanceOf(Cases.Outcome.Moved.class);
        assertThat(cases.find(id)).contains(outcome.state());
        assertThat(cases.events(id)).extracting(Cases.Recorded::number).containsExactly(1, 2);
        assertThat(cases.events(id).get(1).details()).isEqualTo(Map.of("choice", "post-payment"));
        assertThat(cases.events(id).get(1).by()).isEqualTo(CaseFixture.BY);
        assertThat(fixture.effects.find(id + "/post-payment/0")).isPresent();
    }

    @Test
    void a_refused_input_changes_nothing() {
        var id = fixture.open("k");
        var before = cases.find(id);

        assertThat(cases.apply(id, new Input.Chosen("first", "refuse"), CaseFixture.BY))
                .isInstanceOf(Cases.Outcome.Refused.class);

        assertThat(cases.find(id)).isEqualTo(before);
        assertThat(cases.events(id)).hasSize(1);
    }

    @Test
    void racing_writers_lose_nothing_and_the_chain_has_no_gap() throws Exception {
        var id = fixture.open("k");
        Callable<Void> count = () -> {
            for (int i = 0; i < 25; i++) {
                fixture.choose(id, "count");
            }
            return null;
        };

        try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var racer : racers.invokeAll(List.of(count, count, count, count))) {
                racer.get();
            }
        }

        assertThat(cases.find(id).orElseThrow().visit()).isEqualTo(100);
        assertThat(cases.events(id))
                .extracting(Cases.Recorded::number)
                .isEqualTo(IntStream.rangeClosed(1, 101).boxed().toList());
    }

    @Test
    void racing_openers_of_one_key_open_one_case() throws Exception {
        Callable<Cases.Opened> open = () -> cases.open("toy", Map.of(), By.SYSTEM, "same");

        try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = new java.util.HashSet<String>();
            for (var racer : racers.invokeAll(List.of(open, open, open, open))) {
                ids.add(racer.get().caseId());
            }
            assertThat(ids).hasSize(1);
        }
        assertThat(fixture.count("cases.case_row")).isEqualTo(1);
    }

    @Test
    void an_outsider_can_verify_the_chain_with_sha_256_alone() throws Exception {
        var id = fixture.open("k");
        fixture.choose(id, "count");
        byte[] previous = new byte[32];
        for (var row : fixture.jdbc.queryForList(
                "select number, body, hash from cases.event where case_id = ? order by number", UUID.fromString(id))) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            var placed = "main/" + id + "/" + row.get("number") + " " + row.get("body");
            previous = digest.digest(placed.getBytes(StandardCharsets.UTF_8));
            assertThat((byte[]) row.get("hash")).isEqualTo(previous);
        }
        assertThat(cases.events(id).getLast().hash()).isEqualTo(previous);
    }

    @Test
    void an_answer_from_elsewhere_ends_the_effect_it_answers() {
        var id = fixture.open("k");
        fixture.choose(id, "post-payment");
        var key = id + "/post-payment/0";

        cases.apply(id, new Input.WriteReported(key, new Input.WriteResult.Written("R-1", Instant.EPOCH)), By.SYSTEM);

        assertThat(fixture.effects.find(key)).isEmpty();
    }

    @Test
    void an_input_joins_the_transaction_of_its_caller() {
        var id = fixture.open("k");

        assertThatThrownBy(() -> fixture.transactions.executeWithoutResult(_ -> {
                    fixture.choose(id, "count");
                    throw new IllegalStateException("the caller fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(cases.events(id)).hasSize(1);
    }

    @Test
    void the_applications_role_can_neither_change_nor_delete_evidence() {
        var id = fixture.open("k");
        for (var sql : List.of("update cases.event set body = ''", "delete from cases.event", "truncate cases.event")) {
            assertThatThrownBy(() -> fixture.jdbc.execute(sql))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        }
        fixture.choose(id, "post-payment");
        assertThat(cases.events(id)).hasSize(2);
        assertThat(fixture.jdbc.queryForObject("select current_user", String.class))
                .isEqualTo(TestDatabase.APPLICATION);
    }

    @Test
    void an_unknown_case_is_said_so() {
        assertThatThrownBy(() -> cases.apply(new UUID(1, 2).toString(), new Input.TimerDue(), By.SYSTEM))
                .isInstanceOf(Cases.UnknownCase.class);
        assertThatThrownBy(() -> cases.apply("nonsense", new Input.TimerDue(), By.SYSTEM))
                .isInstanceOf(Cases.UnknownCase.class);
    }

    @Test
    void a_due_timer_rings_once() {
        var id = fixture.open("k");
        var sweep = new TimerSweep(fixture.store, cases, fixture.transactions);

        assertThat(sweep.sweep()).isZero();
        fixture.now.updateAndGet(now -> now.plusSeconds(3_600));
        assertThat(sweep.sweep()).isEqualTo(1);
        assertThat(sweep.sweep()).isZero();

        assertThat(cases.events(id)).extracting(Cases.Recorded::type).containsExactly("case.opened", "timer.rang");
    }

    @Test
    void a_finished_case_has_no_timer() {
        var id = fixture.open("k");
        fixture.choose(id, "finish");
        fixture.now.updateAndGet(now -> now.plusSeconds(7_200));

        assertThat(new TimerSweep(fixture.store, cases, fixture.transactions).sweep())
                .isZero();
    }
}
