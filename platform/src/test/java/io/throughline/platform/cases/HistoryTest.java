package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Year five is as fast as week one: evidence lies in months, and work touches the months of its cases.
class HistoryTest {
    private final CaseFixture fixture = new CaseFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void in_year_five_opening_and_moving_a_case_touches_its_month_only() {
        fixture.now.set(Instant.parse("2026-12-01T00:00:00Z"));
        months(60);
        fixture.open("long ago");
        fixture.now.set(Instant.parse("2031-10-15T12:00:00Z"));

        var touched = touched(() -> {
            var id = fixture.open("today");
            fixture.choose(id, "count");
            openMany("many", 5);
        });

        assertThat(touched).containsExactly("event_203110");
        assertThat(fixture.jdbc.queryForObject("select count(*) from cases.event", Integer.class))
                .isEqualTo(8);
    }

    @Test
    void in_year_five_the_evidence_of_a_case_is_read_from_its_month_only() {
        fixture.now.set(Instant.parse("2026-12-01T00:00:00Z"));
        months(60);
        fixture.now.set(Instant.parse("2031-10-15T12:00:00Z"));
        var id = fixture.open("today");

        var touched = touched(() -> assertThat(fixture.cases.events(id)).hasSize(1));

        assertThat(touched).containsExactly("event_203110");
    }

    @Test
    void months_are_made_ahead_of_time_and_once() {
        fixture.now.set(Instant.parse("2029-11-30T23:00:00Z"));
        var keeper = new HistoryKeeper(new HistoryStore(fixture.jdbc), fixture.clock, 0);

        assertThat(keeper.addMonths()).isEqualTo(4);
        assertThat(keeper.addMonths()).isZero();
        fixture.now.set(Instant.parse("2029-12-01T00:00:00Z"));
        assertThat(keeper.addMonths()).isEqualTo(1);

        fixture.open("k");
        assertThat(rows("cases.event_202912")).isEqualTo(1);
    }

    @Test
    void a_case_of_no_month_is_kept_all_the_same_and_its_month_is_left() {
        fixture.now.set(Instant.parse("2040-05-05T00:00:00Z"));
        fixture.open("k");
        assertThat(rows("cases.event_other")).isEqualTo(1);

        assertThat(new HistoryKeeper(new HistoryStore(fixture.jdbc), fixture.clock, 0).addMonths())
                .isEqualTo(3);
    }

    @Test
    void who_writes_neither_waits_for_a_new_month_nor_holds_it_up() throws Exception {
        fixture.transactions.executeWithoutResult(_ -> {
            fixture.open("not committed yet");
            elsewhere(() -> months(10));
        });

        fixture.transactions.executeWithoutResult(_ -> {
            months(20);
            elsewhere(() -> fixture.open("while a month is being made"));
        });

        assertThat(fixture.count("cases.case_row")).isEqualTo(2);
    }

    @Test
    void a_month_past_its_keeping_goes_to_the_archive_once_its_cases_are_finished() {
        fixture.now.set(Instant.parse("2024-03-10T00:00:00Z"));
        months(1);
        var id = fixture.open("old");
        var keeper = new HistoryKeeper(new HistoryStore(fixture.jdbc), fixture.clock, 12);
        fixture.now.set(Instant.parse("2026-11-22T15:00:00Z"));
        assertThat(keeper.archiveMonth()).contains("2024-04");
        assertThat(keeper.archiveMonth()).isEmpty(); // the case of March is open

        fixture.intruder.update("update cases.case_row set status = 'FINISHED'");
        assertThat(keeper.archiveMonth()).contains("2024-03");
        assertThat(keeper.archiveMonth()).isEmpty();

        assertThat(fixture.cases.events(id)).isEmpty();
        assertThat(rows("archive.event_202403")).isEqualTo(1);
    }

    @Test
    void no_month_younger_than_a_year_is_taken_out_whatever_is_asked() {
        var id = fixture.open("now");
        fixture.intruder.update("update cases.case_row set status = 'FINISHED'");

        assertThat(fixture.jdbc.queryForObject("select cases.archive_month('2200-01-01')", String.class))
                .isNull();
        assertThat(fixture.cases.events(id)).hasSize(1);
        assertThatThrownBy(() -> new HistoryKeeper(new HistoryStore(fixture.jdbc), fixture.clock, 11))
                .hasMessageContaining("at least 12 months");
    }

    private void months(int more) {
        fixture.jdbc.queryForObject(
                "select cases.add_months(?, ?)", Integer.class, java.sql.Timestamp.from(fixture.now.get()), more);
    }

    private void openMany(String key, int cases) {
        fixture.cases.openAll(
                "toy",
                IntStream.range(0, cases)
                        .mapToObj(n -> new Cases.Trigger(Map.of(), key + n))
                        .toList(),
                CaseFixture.BY);
    }

    /// Partitions of evidence that were read or written by some work, as the server counts.
    private TreeSet<String> touched(Runnable work) {
        return Objects.requireNonNull(fixture.transactions.execute(_ -> {
            var before = uses();
            work.run();
            var touched = new TreeSet<String>();
            uses().forEach((table, uses) -> {
                if (!uses.equals(before.get(table))) {
                    touched.add(table);
                }
            });
            return touched;
        }));
    }

    private Map<String, Long> uses() {
        var uses = new TreeMap<String, Long>();
        fixture.jdbc.query(
                """
                select relname, seq_scan + coalesce(idx_scan, 0) + n_tup_ins from pg_stat_xact_user_tables
                 where schemaname = 'cases' and relname like 'event%' and relname <> 'event'
                """,
                row -> {
                    uses.put(row.getString(1), row.getLong(2));
                });
        return uses;
    }

    private static void elsewhere(Runnable work) {
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            other.submit(work).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int rows(String table) {
        return Objects.requireNonNull(fixture.intruder.queryForObject("select count(*) from " + table, Integer.class));
    }
}
