package io.throughline.platform.notices;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.engine.Money;
import io.throughline.platform.records.Portfolio;
import io.throughline.workflow.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Brings what notices need beside the portfolio: address and figures, one account a line. Good
/// lines are kept, bad ones reported; figures that do not come to the account's balance are bad.
@Component
class ImportDebts {
    static final List<String> COLUMNS = List.of(
            "account_id",
            "account_number",
            "address_1",
            "address_2",
            "city",
            "state",
            "postal_code",
            "itemization_basis",
            "itemization_date",
            "creditor_then",
            "owed",
            "interest",
            "fees",
            "payments",
            "credits");
    private static final List<String> REQUIRED = List.of(
            "account_id", "address_1", "city", "state", "postal_code", "itemization_basis", "itemization_date", "owed");
    private static final int MOST_REJECTS = 1_000;

    private final NoticeStore store;
    private final Portfolio portfolio;

    ImportDebts(NoticeStore store, Portfolio portfolio) {
        this.store = store;
        this.portfolio = portfolio;
    }

    /// Why a line was not taken. Printing it leaves the value out.
    record Reject(long line, String column, String value, String reason) {
        @Override
        public String toString() {
            return "Reject[line=" + line + ", column=" + column + ", reason=" + reason + "]";
        }
    }

    record Report(long rows, long changed, long unchanged, long rejected, List<Reject> rejects) {}

    /// A line that cannot be taken.
    private static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String column;
        private final String value;
        private final String reason;

        Bad(String column, String value, String reason) {
            super(reason, null, false, false);
            this.column = column;
            this.value = value;
            this.reason = reason;
        }
    }

    /// @throws IllegalArgumentException if the header lacks a column
    Report run(InputStream csv) throws IOException {
        long rows = 0;
        long changed = 0;
        long rejected = 0;
        var rejects = new ArrayList<Reject>();
        try (var lines = CsvReader.builder()
                .allowMissingFields(true)
                .detectBomHeader(true)
                .ofNamedCsvRecord(csv, StandardCharsets.UTF_8)) {
            for (var line : lines) {
                if (rows++ == 0) {
                    header(line.getHeader());
                }
                try {
                    changed += store.keep(read(line)) ? 1 : 0;
                } catch (Bad bad) {
                    rejected++;
                    if (rejects.size() < MOST_REJECTS) {
                        rejects.add(new Reject(line.getStartingLineNumber(), bad.column, bad.value, bad.reason));
                    }
                }
            }
        } catch (CsvParseException e) {
            rejected++;
            rejects.add(new Reject(rows + 2, "", "", "the file cannot be read as CSV from here: " + e.getMessage()));
        }
        return new Report(rows, changed, rows - changed - rejected, rejected, List.copyOf(rejects));
    }

    private static void header(List<String> names) {
        for (var name : REQUIRED) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "The header has no column " + name + Nearest.hint(name, names) + ".");
            }
        }
    }

    private NoticeStore.Debt read(NamedCsvRecord row) {
        var id = required(row, "account_id");
        var account = portfolio
                .account(id)
                .orElseThrow(() -> new Bad("account_id", id, "is no account of the portfolio; import that first"));
        var figures = new Itemisation(
                basis(required(row, "itemization_basis")),
                day(required(row, "itemization_date")),
                money(row, "owed", account.currency()),
                money(row, "interest", account.currency()),
                money(row, "fees", account.currency()),
                money(row, "payments", account.currency()),
                money(row, "credits", account.currency()));
        try {
            figures.reconcile(new Money(account.balanceMinor(), account.currency()));
        } catch (Itemisation.DoesNotAddUp e) {
            throw new Bad("owed", cell(row, "owed"), "does not add up: " + e.getMessage());
        }
        var then = cell(row, "creditor_then");
        var number = cell(row, "account_number");
        var original = account.originalCreditor();
        return new NoticeStore.Debt(
                id,
                number.isEmpty() ? id : number,
                Stream.of(
                                required(row, "address_1"),
                                cell(row, "address_2"),
                                required(row, "city") + ", " + required(row, "state") + " "
                                        + required(row, "postal_code"))
                        .filter(line -> !line.isEmpty())
                        .toList(),
                !then.isEmpty() ? then : original == null ? account.creditor() : original,
                figures);
    }

    private static Itemisation.Basis basis(String text) {
        var words = Arrays.stream(Itemisation.Basis.values())
                .map(basis -> basis.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int at = words.indexOf(text.toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new Bad("itemization_basis", text, "is none of " + String.join(", ", words));
        }
        return Itemisation.Basis.values()[at];
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Bad("itemization_date", text, "is not a date such as 2026-02-27");
        }
    }

    private static Money money(NamedCsvRecord row, String column, String currency) {
        var text = cell(row, column);
        if (!text.matches("\\d{1,12}(\\.\\d{1,4})?") && !(text.isEmpty() && !column.equals("owed"))) {
            throw new Bad(column, text, "is not an amount such as 680.00");
        }
        try {
            return Money.of(text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text), currency);
        } catch (ArithmeticException e) {
            throw new Bad(column, text, "has more decimals than " + currency + " has");
        }
    }

    private static String required(NamedCsvRecord row, String column) {
        var text = cell(row, column);
        if (text.isEmpty()) {
            throw new Bad(column, "", "is required");
        }
        return text;
    }

    private static String cell(NamedCsvRecord row, String column) {
        return row.findField(column).map(String::strip).orElse("");
    }
}
