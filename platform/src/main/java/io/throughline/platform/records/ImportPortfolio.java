package io.throughline.platform.records;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.records.ImportRow.Bad;
import io.throughline.platform.records.ImportRow.Good;
import io.throughline.platform.records.ImportRow.Reject;
import io.throughline.platform.records.PortfolioHeader.BadHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Imports a portfolio as it streams in. Good rows are kept batch by batch, bad ones are reported and the rest
/// goes on.
@Component
class ImportPortfolio {
    static final int BATCH = 1_000;
    private static final int LONGEST_FIELD = 64 * 1024;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private final ReentrantLock one = new ReentrantLock();
    private final AtomicLong number = new AtomicLong();
    private final DataSource database;
    private final Laws laws;
    private final InstantSource time;
    private final String tenant;
    private final Path data;

    ImportPortfolio(
            DataSource database,
            Laws laws,
            InstantSource time,
            @Value("${throughline.tenant}") String tenant,
            @Value("${throughline.data}") Path data) {
        this.database = database;
        this.laws = laws;
        this.time = time;
        this.tenant = tenant;
        this.data = data;
    }

    /// What came of an import. `rejected` counts lines, `rejects` has at most the first thousand faults.
    record Report(
            long rows,
            long added,
            long changed,
            long unchanged,
            long rejected,
            List<Reject> rejects,
            List<String> warnings,
            @Nullable String rejectsFile) {}

    /// Empty when another import is running.
    ///
    /// @throws BadHeader if the file has no usable header; nothing is changed
    Optional<Report> run(InputStream csv) throws IOException, SQLException {
        if (!one.tryLock()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(csv));
        } finally {
            one.unlock();
        }
    }

    private Report read(InputStream csv) throws IOException, SQLException {
        var now = time.instant();
        var file = data.resolve("rejects").resolve(STAMP.format(now) + "-" + number.incrementAndGet() + ".csv");
        try (var lines = CsvReader.builder()
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .allowExtraCharsAfterClosingQuote(true)
                        .detectBomHeader(true)
                        .maxBufferSize(LONGEST_FIELD)
                        .ofCsvRecord(csv, StandardCharsets.UTF_8);
                var rejects = new Rejects(file)) {
            var each = lines.iterator();
            if (!each.hasNext()) {
                throw new BadHeader("customer_id", "The file is empty; its first line must be the header.");
            }
            var facts = laws.law().map(law -> new AccountFacts(law.situations()));
            var header = PortfolioHeader.of(
                    each.next().getFields(),
                    () -> facts.map(AccountFacts::names).orElseThrow(ImportPortfolio::noPacks));
            var reader = new RowReader(header, facts.orElse(null), LocalDate.ofInstant(now, ZoneOffset.UTC));
            var count = new Count();
            try (var batches = new ImportStore(database.getConnection(), tenant, now)) {
                var batch = new ArrayList<Good>(BATCH);
                try {
                    while (each.hasNext()) {
                        var line = each.next();
                        count.rows++;
                        switch (reader.read(line.getStartingLineNumber(), line.getFields())) {
                            case Good good -> batch.add(good);
                            case Bad bad -> count.reject(bad.rejects(), 1, rejects);
                        }
                        if (batch.size() == BATCH) {
                            count.add(batches.write(batch), rejects);
                            batch.clear();
                        }
                    }
                } catch (CsvParseException e) {
                    // The rest cannot be told apart any more; what was read before it is kept.
                    count.rows++;
                    count.reject(List.of(unreadable(count.rows, e)), 1, rejects);
                }
                count.add(batches.write(batch), rejects);
            }
            var rejectsFile = rejects.file();
            return new Report(
                    count.rows,
                    count.added,
                    count.changed,
                    count.unchanged,
                    count.rejected,
                    rejects.first(),
                    header.warnings(),
                    rejectsFile == null ? null : rejectsFile.toString());
        } catch (CsvParseException _) {
            throw new BadHeader("customer_id", "The header cannot be read as CSV.");
        }
    }

    private static BadHeader noPacks() {
        return new BadHeader("fact", "No policy pack is loaded: columns with facts cannot be checked.");
    }

    private static Reject unreadable(long row, CsvParseException fault) {
        return new Reject(
                row + 1,
                "",
                "",
                "the file cannot be read as CSV from here (a quote that is not closed, or a field over " + LONGEST_FIELD
                        + " characters): " + fault.getMessage());
    }

    private static final class Count {
        long rows;
        long added;
        long changed;
        long unchanged;
        long rejected;

        void add(ImportStore.Written written, Rejects rejects) throws IOException {
            added += written.added();
            changed += written.changed();
            unchanged += written.unchanged();
            reject(written.rejects(), written.rejects().size(), rejects);
        }

        void reject(List<Reject> faults, int lines, Rejects rejects) throws IOException {
            rejected += lines;
            for (var fault : faults) {
                rejects.add(fault);
            }
        }
    }
}
