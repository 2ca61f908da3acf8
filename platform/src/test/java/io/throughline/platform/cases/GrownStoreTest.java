package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Advance;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A connection keeps its plans. Made while the tables were empty, they must still be right when
/// there are twenty thousand cases that the statistics do not know of: rows are looked up by their
/// keys and nothing is read besides.
class GrownStoreTest {
    private static final int GROWN = 20_000;
    private final CaseFixture fixture = new CaseFixture();
    private final SingleConnectionDataSource one =
            new SingleConnectionDataSource(fixture.source.getJdbcUrl(), fixture.source.getUsername(), "", true);
    private final JdbcTemplate jdbc = new JdbcTemplate(one);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(one));
    private final ChangeStore changes = new ChangeStore(jdbc, "main");
    private final EffectStore effects = new EffectStore(jdbc, "main", fixture.clock, fixture.signals);
    private int named;

    @AfterEach
    void close() {
        one.destroy();
        fixture.close();
    }

    @Test
    void what_was_planned_on_empty_tables_reads_what_it_needs_on_grown_ones() {
        work(true);
        grow();

        var read = work(false);

        // two openings, four moves, one claim: a handful of rows each, where a wrong plan reads thousands
        assertThat(read.values()).allSatisfy(rows -> assertThat(rows).isLessThan(60));
    }

    /// Rows read by table, of every call that changes or claims, on one connection.
    private Map<String, Long> work(boolean isFirst) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            var opened = new ArrayList<String>();
            for (int n = 0; n < 4; n++) {
                opened.add(fixture.open((isFirst ? "before " : "after ") + named++));
            }
            var before = rowsRead();
            write(List.of(move(opened.get(0), "post")));
            write(List.of(move(opened.get(1), "post"), move(opened.get(2), "post"), move(opened.get(3), "count")));
            var now = fixture.now.get();
            var claimed = effects.claimDue(List.of("WriteRecord"), now, now, now.plusSeconds(8), 16);
            assertThat(claimed).hasSize(3);
            write(claimed.stream().map(effect -> answered(effect)).toList());
            var after = rowsRead();
            after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
            return after;
        }));
    }

    private void write(List<Change.Move> moves) {
        var answers = changes.write(moves, Duration.ofSeconds(1));
        assertThat(moves).allSatisfy(move -> assertThat(answers.to(move)).isEqualTo(Change.Verdict.DONE));
    }

    private Change.Move move(String id, String choice) {
        return move(id, new Input.Chosen("first", choice), EffectFate.UNTOUCHED);
    }

    private Change.Move answered(EffectQueue.Claimed claimed) {
        var report = new Input.WriteReported(claimed.key(), new Input.WriteResult.Written("R", fixture.now.get()));
        return move(claimed.state().id(), report, new EffectFate.Over(claimed.key(), claimed.fence()));
    }

    private Change.Move move(String id, Input input, EffectFate fate) {
        var found =
                new CaseStore(jdbc, "main").find(java.util.UUID.fromString(id)).orElseThrow();
        CaseState state = found.state();
        var moved = (Advance.Moved) new ToyRules()
                .advance(ToyRules.definition("toy", "v1"), state, input, CaseFixture.BY, fixture.now.get());
        return Change.Move.of(found, moved.transition(), fate, null, fixture.now.get(), 7, null);
    }

    /// As the server counts them in this very transaction.
    private Map<String, Long> rowsRead() {
        var rows = new java.util.TreeMap<String, Long>();
        jdbc.query(
                "select relname, seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables"
                        + " where schemaname = 'cases'",
                row -> {
                    rows.put(row.getString(1), row.getLong(2));
                });
        return rows;
    }

    private void grow() {
        fixture.intruder.update("""
                insert into cases.case_row (tenant, id, reference, workflow, version, opened_at, seq, events, head, status,
                                            at_step, awaiting, since, state)
                select 'main', ('0193' || lpad(to_hex(n), 28, '0'))::uuid, 'TL-' || n, 'toy', 'v1', now(), 1, 1,
                       sha256(n::text::bytea), 'OPEN', 'first', 'CUSTOMER', now(), '{}'
                  from generate_series(1, ?) n
                """, GROWN);
        fixture.intruder.update("""
                insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at)
                select 'main', 'parked ' || n, ('0193' || lpad(to_hex(n), 28, '0'))::uuid, 'OpenCheckout', '{}', now(), null
                  from generate_series(1, ?) n
                """, GROWN);
    }
}
