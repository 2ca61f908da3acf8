package io.throughline.platform.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.platform.TestDatabase;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.policies.ShippedLaw;
import io.throughline.platform.records.ImportRow.Reject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class ImportPortfolioTest {
    /// Raise it (`-Drows=1000000` with `-Xmx128m`) to see that memory does not grow with the file.
    private static final int ROWS = Integer.getInteger("rows", 20_000);

    private static final Laws LAWS = ShippedLaw.LAWS;

    @TempDir
    Path data;

    @Test
    void a_large_file_streams_and_its_rejects_go_to_a_file() throws Exception {
        var imports = new ImportPortfolio(
                TestDatabase.fresh(), LAWS, () -> Instant.parse("2026-11-22T15:00:00Z"), "main", data);
        long bad = ROWS / 10;
        var first = imports.run(rows()).orElseThrow();
        assertThat(first.rows()).isEqualTo(ROWS);
        assertThat(first.rejected()).isEqualTo(bad);
        assertThat(first.added()).isEqualTo(ROWS - bad);
        assertThat(first.rejects()).hasSize((int) Math.min(bad, Rejects.ANSWERED));
        assertThat(first.rejectsFile()).isNotNull();
        try (var lines = Files.lines(Path.of(first.rejectsFile()))) {
            assertThat(lines.count()).isEqualTo(bad + 1);
        }
        var again = imports.run(rows()).orElseThrow();
        assertThat(again.unchanged()).isEqualTo(ROWS - bad);
        assertThat(again.added() + again.changed()).isZero();
    }

    @Test
    void a_file_that_breaks_off_keeps_what_was_whole() throws Exception {
        var imports = new ImportPortfolio(
                TestDatabase.fresh(), LAWS, () -> Instant.parse("2026-11-22T15:00:00Z"), "main", data);
        String csv = "customer_id,account_id,currency,balance,due_date,first_name\n"
                + "C-1,A-1,USD,1.00,2026-09-01,Ana\n"
                + "C-2,A-2,USD,1.00,2026-09-01,\"" + "x".repeat(200_000) + "\n";
        var report = imports.run(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.rejects().getFirst().reason()).contains("cannot be read as CSV");
    }

    @Test
    void facts_for_the_packs_come_with_the_file_and_bad_ones_are_told() throws Exception {
        var database = TestDatabase.fresh();
        var imports = new ImportPortfolio(database, LAWS, () -> Instant.parse("2026-11-22T15:00:00Z"), "main", data);
        var facts = new AccountFactStore(JdbcClient.create(database), JsonMapper.shared(), "main");
        String csv = "customer_id,account_id,currency,balance,due_date,fact.state,fact.deceased,fact.bankruptcy.filed,"
                + "fact.bankruptcy.chapter,fact.medium_refused\n"
                + "C-1,A-1,USD,1.00,2026-09-01,TX,no,2026-10-01,7,voice; email\n"
                + "C-2,A-2,USD,1.00,2026-09-01,Texas,perhaps,soon,,\n"
                + "C-3,A-3,USD,1.00,2026-09-01,,,,,\n";
        var report = imports.run(stream(csv)).orElseThrow();
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.rejects())
                .extracting(Reject::column)
                .containsExactly("fact.state", "fact.deceased", "fact.bankruptcy.filed");
        assertThat(report.rejects().getFirst().reason()).contains("TX", "GB-ENG");
        var known =
                Objects.requireNonNull(facts.of(List.of("C-1", "C-2", "C-3")).get("C-1"));
        assertThat(known.about("A-1"))
                .containsEntry("state", "TX")
                .containsEntry("deceased", false)
                .containsEntry("bankruptcy", Map.of("filed", "2026-10-01", "chapter", 7))
                .containsEntry("medium_refused", List.of("voice", "email"));
        assertThat(facts.of(List.of("C-2", "C-3"))).isEmpty();
        assertThat(imports.run(stream(csv)).orElseThrow().unchanged()).isEqualTo(2);
        assertThat(facts.entries("C-1")).hasSize(4);
        assertThat(imports.run(stream(csv.replace("TX", "NY"))).orElseThrow().changed())
                .isEqualTo(1);
    }

    @Test
    void a_person_has_one_set_of_facts_in_a_file() throws Exception {
        var imports = new ImportPortfolio(
                TestDatabase.fresh(), LAWS, () -> Instant.parse("2026-11-22T15:00:00Z"), "main", data);
        var report = imports.run(stream("customer_id,account_id,currency,balance,due_date,fact.state\n"
                        + "C-1,A-1,USD,1.00,2026-09-01,TX\n"
                        + "C-1,A-2,USD,1.00,2026-09-01,NY\n"))
                .orElseThrow();
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.rejects().getFirst().reason()).contains("other particulars");
    }

    @Test
    void a_fact_that_no_pack_knows_changes_nothing() {
        var imports = new ImportPortfolio(
                TestDatabase.fresh(), LAWS, () -> Instant.parse("2026-11-22T15:00:00Z"), "main", data);
        assertThatThrownBy(
                        () -> imports.run(
                                stream(
                                        "customer_id,account_id,currency,balance,due_date,fact.deceasd\nC-1,A-1,USD,1.00,2026-09-01,yes\n")))
                .hasMessageContaining("fact.deceasd")
                .hasMessageContaining("deceased");
    }

    private static InputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream rows() {
        return new SequenceInputStream(new Enumeration<>() {
            private int row;

            @Override
            public boolean hasMoreElements() {
                return row <= ROWS;
            }

            @Override
            public InputStream nextElement() {
                if (row > ROWS) {
                    throw new NoSuchElementException();
                }
                String line = row == 0
                        ? "customer_id,account_id,first_name,phone,postal_code,currency,balance,due_date\n"
                        : "C-%d,A-%d,Ana,(202) 555-0123,20001,USD,%s,2026-09-01\n"
                                .formatted(row, row, row % 10 == 0 ? "=1" : "12.50");
                row++;
                return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
