package io.throughline.platform.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.platform.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportPortfolioTest {
    /// Raise it (`-Drows=1000000` with `-Xmx128m`) to see that memory does not grow with the file.
    private static final int ROWS = Integer.getInteger("rows", 20_000);

    @TempDir
    Path data;

    @Test
    void a_large_file_streams_and_its_rejects_go_to_a_file() throws Exception {
        var imports =
                new ImportPortfolio(TestDatabase.fresh(), () -> Instant.parse("2026-11-22T15:00:00Z"), "main", data);
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
        var imports =
                new ImportPortfolio(TestDatabase.fresh(), () -> Instant.parse("2026-11-22T15:00:00Z"), "main", data);
        String csv = "customer_id,account_id,currency,balance,due_date,first_name\n"
                + "C-1,A-1,USD,1.00,2026-09-01,Ana\n"
                + "C-2,A-2,USD,1.00,2026-09-01,\"" + "x".repeat(200_000) + "\n";
        var report = imports.run(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.rejects().getFirst().reason()).contains("cannot be read as CSV");
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
