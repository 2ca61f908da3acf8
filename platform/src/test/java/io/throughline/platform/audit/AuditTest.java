package io.throughline.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Reference;
import io.throughline.platform.cases.CaseFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

class AuditTest {
    private final CaseFixture fixture = new CaseFixture();
    private String id = "";

    @TempDir
    Path data;

    @BeforeEach
    void five_events_in_one_chain_and_others_beside_it() {
        fixture.open("before");
        id = fixture.open("this");
        for (int i = 0; i < 4; i++) {
            fixture.choose(id, "count");
        }
        fixture.open("after");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void untouched_evidence_is_intact_and_counted() {
        checkpoints().write();
        fixture.choose(id, "count");
        checkpoints().write();
        checkpoints().write();

        var report = verifier().verify();

        assertThat(report.broken()).isEmpty();
        assertThat(report.events()).isEqualTo(8);
        assertThat(report.chains()).isEqualTo(3);
        assertThat(report.checkpoints()).isEqualTo(2);
    }

    @Test
    void two_nodes_on_one_folder_write_one_chain_of_checkpoints() throws Exception {
        var nodes = List.of(checkpoints(), checkpoints());
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 10; i++) {
                fixture.choose(id, "count");
                for (var one : threads.invokeAll(nodes.stream()
                        .map(node -> java.util.concurrent.Executors.callable(node::write))
                        .toList())) {
                    one.get();
                }
            }
        }

        var report = verifier().verify();
        assertThat(report.broken()).isEmpty();
        assertThat(report.checkpoints()).isEqualTo(10);
    }

    @Test
    void a_tampered_event_is_named() {
        checkpoints().write();
        sql("update cases.event set body = replace(body, 'count', 'other') where case_id = ? and number = 3");

        assertNamed(3, "event 3 was changed");
    }

    @Test
    void a_chain_cut_at_its_end_is_named() {
        sql("delete from cases.event where case_id = ? and number >= 4");

        assertNamed(4, "the chain was cut: the case has 5 events, the chain ends at 3");
    }

    @Test
    void an_event_deleted_in_the_middle_is_named() {
        sql("delete from cases.event where case_id = ? and number = 2");

        assertNamed(2, "event 2 is missing");
    }

    @Test
    void a_chain_cut_back_before_the_last_checkpoint_is_named_although_its_case_agrees() {
        checkpoints().write();
        sql("delete from cases.event where case_id = ? and number >= 4");
        sql(
                "update cases.case_row set events = 3, head = (select hash from cases.event where case_id = id and number = 3)"
                        + " where id = ?");

        assertNamed(5, "the chain was cut back: checkpoint 1 has seen event 5");
    }

    @Test
    void a_chain_written_anew_with_right_hashes_is_named() {
        checkpoints().write();
        sql("update cases.event set body = replace(body, 'count', 'other') where case_id = ? and number = 5");
        sql(
                "update cases.event e set hash = sha256((select hash from cases.event p where p.case_id = e.case_id and"
                        + " p.number = 4) || convert_to(tenant || '/' || case_id || '/' || number || ' ' || body, 'UTF8')) where case_id = ? and number = 5");
        sql("update cases.case_row set head = (select hash from cases.event where case_id = id and number = 5)"
                + " where id = ?");

        assertNamed(5, "the chain was written anew");
    }

    @Test
    void a_case_that_was_removed_with_its_chain_is_named() {
        checkpoints().write();
        sql("delete from cases.event where case_id = ?");
        sql("delete from cases.case_row where id = ?");

        assertNamed(5, "the chain was cut back");
    }

    @Test
    void a_chain_without_its_case_is_named() {
        sql("delete from cases.case_row where id = ?");

        assertNamed(1, "the case of this chain is gone");
    }

    @Test
    void an_edited_checkpoint_is_named() throws Exception {
        checkpoints().write();
        var file = data.resolve("checkpoints.jsonl");
        Files.writeString(file, Files.readString(file).replace("\\\"number\\\":1,", "\\\"number\\\":7,"));

        assertThat(verifier().verify().firstBreak()).contains("checkpoint 1 was changed: its signature does not fit");
    }

    @Test
    void an_edited_leaf_is_named() throws Exception {
        checkpoints().write();
        var file = data.resolve("checkpoints.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"" + id + "\",5,", "\"" + id + "\",4,"));

        assertThat(verifier().verify().firstBreak())
                .contains("checkpoint 1 was changed: its leaves do not give its root");
    }

    @Test
    void a_checkpoint_taken_out_is_named() throws Exception {
        for (int i = 0; i < 3; i++) {
            fixture.choose(id, "count");
            checkpoints().write();
        }
        var file = data.resolve("checkpoints.jsonl");
        var lines = Files.readAllLines(file);
        Files.write(file, java.util.List.of(lines.get(0), lines.get(2)));

        assertThat(verifier().verify().firstBreak()).contains("checkpoint 2 does not follow the one before it");
    }

    @Test
    void a_line_that_was_torn_by_a_crash_does_not_count_and_is_replaced() throws Exception {
        checkpoints().write();
        var file = data.resolve("checkpoints.jsonl");
        Files.writeString(file, "{\"signed\":\"{\\\"numb", StandardOpenOption.APPEND);
        assertThat(verifier().verify().broken()).isEmpty();
        fixture.choose(id, "count");
        checkpoints().write();

        var report = verifier().verify();

        assertThat(report.broken()).isEmpty();
        assertThat(report.checkpoints()).isEqualTo(2);
    }

    @Test
    void what_commits_late_is_in_a_later_checkpoint() {
        checkpoints().write();
        fixture.transactions.executeWithoutResult(_ -> {
            fixture.choose(id, "count");
            Thread.ofVirtual().start(() -> fixture.open("meanwhile"));
            while (fixture.jdbc
                    .queryForList("select 1 from cases.once_key where once_key = 'meanwhile'")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
            checkpointsElsewhere();
        });
        checkpoints().write();
        var file = new CheckpointFile(data.resolve("checkpoints.jsonl"));
        var covered = new java.util.HashSet<String>();
        file.read((_, line) ->
                Checkpoint.parse(line).leaves().forEach(leaf -> covered.add(leaf.caseId() + ":" + leaf.number())));

        assertThat(covered).contains(id + ":6").hasSize(5);
        assertThat(verifier().verify().broken()).isEmpty();
    }

    @Test
    void a_checkpoint_comes_at_first_then_after_a_minute_or_a_thousand_events() {
        var checkpoints = checkpoints();
        checkpoints.writeIfDue();
        assertThat(verifier().verify().checkpoints()).isEqualTo(1);

        open("after the first", 1);
        fixture.now.updateAndGet(now -> now.plusSeconds(59));
        checkpoints.writeIfDue();
        assertThat(verifier().verify().checkpoints()).isEqualTo(1);
        fixture.now.updateAndGet(now -> now.plusSeconds(1));
        checkpoints.writeIfDue();
        assertThat(verifier().verify().checkpoints()).isEqualTo(2);

        open("many", 1_000);
        checkpoints.writeIfDue();
        assertThat(verifier().verify().checkpoints()).isEqualTo(3);
    }

    @Test
    void a_process_that_dies_every_half_minute_still_writes_its_checkpoints() {
        for (int life = 0; life < 6; life++) {
            open("life " + life, 1);
            checkpoints().writeIfDue();
            fixture.now.updateAndGet(now -> now.plusSeconds(30));
        }
        assertThat(verifier().verify().checkpoints()).isEqualTo(3);
    }

    private void open(String key, int cases) {
        fixture.cases()
                .openAll(
                        "toy",
                        IntStream.range(0, cases)
                                .mapToObj(n ->
                                        new io.throughline.platform.cases.Cases.Trigger(java.util.Map.of(), key + n))
                                .toList(),
                        CaseFixture.BY);
    }

    @Test
    void the_key_is_kept_and_only_its_owner_reads_it() throws Exception {
        var made = SigningKey.in(data).id();

        assertThat(SigningKey.in(data).id()).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("audit-ed25519.pem"))))
                .isEqualTo("rw-------");
    }

    private void checkpointsElsewhere() {
        var thread = Thread.ofVirtual().start(() -> checkpoints().write());
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertNamed(int event, String what) {
        var report = verifier().verify();
        assertThat(report.intact()).isFalse();
        assertThat(report.broken()).first().satisfies(first -> {
            assertThat(first.caseReference()).isEqualTo(Reference.of(id));
            assertThat(first.eventNumber()).isEqualTo(event);
            assertThat(first.what()).contains(what);
        });
    }

    private void sql(String statement) {
        fixture.intruder.update(statement, UUID.fromString(id));
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(
                store(),
                new CheckpointFile(data.resolve("checkpoints.jsonl")),
                SigningKey.in(data),
                fixture.transactions,
                fixture.now::get);
    }

    private AuditVerifier verifier() {
        var snapshot =
                new TransactionTemplate(java.util.Objects.requireNonNull(fixture.transactions.getTransactionManager()));
        snapshot.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return new AuditVerifier(
                store(), new CheckpointFile(data.resolve("checkpoints.jsonl")), SigningKey.in(data), snapshot);
    }

    private AuditStore store() {
        return new AuditStore(fixture.jdbc, "main");
    }
}
