package io.throughline.sandbox.ledger;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.throughline.sandbox.ledger.PortfolioRow.Unreadable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One load of a portfolio: streams rows into the books in batches, so that a million rows need the memory of one
/// batch.
final class AccountLoad {
    private static final int BATCH = 5_000;
    private static final int REJECTS_SHOWN = 100;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LedgerStore store;
    private final List<PortfolioRow> batch = new ArrayList<>(BATCH);
    private final List<Reject> rejects = new ArrayList<>();
    private long rows;
    private long told;
    private long rejected;

    AccountLoad(LedgerStore store) {
        this.store = store;
    }

    record Reject(long line, String column, String value, String reason) {}

    /// What became of the rows; `rejects` shows the first hundred.
    record Loaded(long rows, long added, long changed, long unchanged, long rejected, List<Reject> rejects) {}

    /// The file itself is not what it says it is; batches before that line are kept.
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    Loaded csv(InputStream in) throws IOException, Broken {
        long before = store.accounts();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(in)) {
            Map<String, Integer> header = null;
            for (var line : csv) {
                if (header == null) {
                    header = header(line);
                } else {
                    csvRow(header, line);
                }
            }
            if (header == null) {
                throw new Broken("the file has no header line");
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw new Broken("not readable as CSV: " + e.getMessage());
        }
        return finish(before);
    }

    Loaded ndjson(InputStream in) throws IOException {
        long before = store.accounts();
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                jsonRow(number, line);
            }
        }
        return finish(before);
    }

    private static Map<String, Integer> header(CsvRecord line) throws Broken {
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < line.getFieldCount(); i++) {
            String name = line.getField(i).strip().toLowerCase(Locale.ROOT);
            if (columns.put(name, i) != null) {
                throw new Broken("the column " + name + " is there twice");
            }
        }
        if (!columns.containsKey("account_id")) {
            throw new Broken("the header line has no column account_id");
        }
        return columns;
    }

    private void csvRow(Map<String, Integer> header, CsvRecord line) {
        if (line.getFieldCount() != header.size()) {
            rows++;
            String reason = "has " + line.getFieldCount() + " fields where the header has " + header.size();
            reject(new Reject(line.getStartingLineNumber(), "", "", reason));
            return;
        }
        take(line.getStartingLineNumber(), column -> {
            Integer at = header.get(column);
            return at == null || at >= line.getFieldCount()
                    ? null
                    : line.getField(at).strip();
        });
    }

    private void jsonRow(long number, String line) {
        JsonNode row;
        try {
            row = line.length() > LONGEST_LINE ? JSON.missingNode() : JSON.readTree(line);
        } catch (JacksonException _) {
            row = JSON.missingNode();
        }
        if (!row.isObject()) {
            rows++;
            reject(new Reject(number, "", "", "is not a JSON object of at most 64 KB"));
            return;
        }
        JsonNode object = row;
        take(number, column -> {
            JsonNode value = object.path(column);
            if (value.isMissingNode()) {
                value = object.path(camel(column));
            }
            if (value.isMissingNode() && column.equals("account_id")) {
                value = object.path("id");
            }
            return value.isMissingNode() || value.isNull() ? null : value.asString("");
        });
    }

    private static String camel(String column) {
        int bar = column.indexOf('_');
        return bar < 0
                ? column
                : column.substring(0, bar) + Character.toUpperCase(column.charAt(bar + 1)) + column.substring(bar + 2);
    }

    private void take(long line, Function<String, @Nullable String> column) {
        rows++;
        try {
            batch.add(PortfolioRow.of(column));
        } catch (Unreadable e) {
            reject(new Reject(line, e.column, e.value, e.reason));
            return;
        }
        if (batch.size() == BATCH) {
            write();
        }
    }

    private void reject(Reject reject) {
        rejected++;
        if (rejects.size() < REJECTS_SHOWN) {
            rejects.add(reject);
        }
    }

    private void write() {
        told += store.load(batch);
        batch.clear();
    }

    private Loaded finish(long before) {
        write();
        long added = store.accounts() - before;
        return new Loaded(rows, added, told - added, rows - rejected - told, rejected, List.copyOf(rejects));
    }
}
