package io.throughline.platform.outreach;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.DoNotContactStore.Kind;
import io.throughline.platform.outreach.DoNotContactStore.Line;
import io.throughline.workflow.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes a do-not-contact list as it streams in: good lines batch by batch, bad ones reported. The same file twice
/// changes nothing.
@Component
class ImportDoNotContact {
    static final List<String> COLUMNS = List.of("phone", "email", "customer_id", "action", "reason", "since");
    private static final Set<String> NAMING = Set.of("phone", "email", "customer_id");
    private static final int BATCH = 1_000;
    private static final int MOST_REJECTS = 1_000;

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final DoNotContactStore lists;
    private final TransactionTemplate transactions;
    private final InstantSource time;

    ImportDoNotContact(DoNotContactStore lists, TransactionTemplate transactions, InstantSource time) {
        this.lists = lists;
        this.transactions = transactions;
        this.time = time;
    }

    /// Why a line was not taken.
    record Reject(long line, String column, String value, String reason) {}

    /// What came of it. `rejects` has at most the first thousand.
    record Report(
            long rows, long changed, long unchanged, long rejected, List<Reject> rejects, List<String> warnings) {}

    /// The header cannot be used; nothing was taken.
    static final class BadHeader extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadHeader(String message) {
            super(message);
        }
    }

    /// @throws BadHeader if the file has no usable header
    Report run(String list, InputStream csv, String source, String by) throws IOException {
        var run = new Run(list, source, by);
        try (var lines = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .detectBomHeader(true)
                .ofNamedCsvRecord(csv, StandardCharsets.UTF_8)) {
            for (var line : lines) {
                run.take(line);
            }
        } catch (CsvParseException e) {
            run.reject(run.rows + 2, "", "", "the file cannot be read as CSV from here: " + e.getMessage());
        }
        return run.finish();
    }

    private final class Run {
        private final String list;
        private final String source;
        private final String by;
        private final List<Reject> rejects = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private Map<String, Line> batch = new LinkedHashMap<>();
        private boolean hasHeader;
        private long rows;
        private long rejected;
        private long taken;
        private long changed;

        Run(String list, String source, String by) {
            this.list = list;
            this.source = source;
            this.by = by;
        }

        void take(NamedCsvRecord line) {
            if (!hasHeader) {
                header(line.getHeader());
                hasHeader = true;
            }
            rows++;
            read(line).ifPresent(good -> {
                // A value that stands twice: the later line counts, as it would in two files.
                batch.put(good.kind() + ":" + good.value(), good);
                taken++;
                if (batch.size() == BATCH) {
                    write();
                }
            });
        }

        private void header(List<String> names) {
            if (names.stream().map(String::strip).noneMatch(NAMING::contains)) {
                throw new BadHeader("The header needs a column phone, email or customer_id; it has "
                        + String.join(", ", names) + ".");
            }
            names.stream()
                    .map(String::strip)
                    .filter(name -> !COLUMNS.contains(name))
                    .forEach(name -> warnings.add("The column \"" + name + "\" is not known and was left out; the"
                            + " nearest is " + Nearest.to(name, COLUMNS).orElse("none") + "."));
        }

        private Optional<Line> read(NamedCsvRecord row) {
            long line = row.getStartingLineNumber();
            var named = NAMING.stream()
                    .filter(column -> !cell(row, column).isEmpty())
                    .sorted()
                    .toList();
            if (named.size() != 1) {
                return reject(line, "", "", "needs exactly one of phone, email and customer_id; has " + named.size());
            }
            var column = named.getFirst();
            var value = cell(row, column);
            var normal = normal(column, value);
            if (normal == null) {
                return reject(
                        line,
                        column,
                        value,
                        "is not "
                                + (column.equals("phone")
                                        ? "a number that can be called"
                                        : column.equals("email")
                                                ? "an email address"
                                                : "an id of at most 64 characters"));
            }
            var action = cell(row, "action");
            if (!Set.of("", "add", "remove").contains(action)) {
                return reject(line, "action", action, "is neither add nor remove");
            }
            try {
                var since = cell(row, "since");
                return Optional.of(new Line(
                        line,
                        column.equals("phone") ? Kind.PHONE : column.equals("email") ? Kind.EMAIL : Kind.PERSON,
                        normal,
                        !action.equals("remove"),
                        cell(row, "reason"),
                        since.isEmpty() ? null : LocalDate.parse(since)));
            } catch (DateTimeParseException e) {
                return reject(line, "since", cell(row, "since"), "is not a date such as 2026-09-30");
            }
        }

        Optional<Line> reject(long line, String column, String value, String reason) {
            rejected++;
            if (rejects.size() < MOST_REJECTS) {
                rejects.add(new Reject(line, column, value, reason));
            }
            return Optional.empty();
        }

        private void write() {
            var lines = List.copyOf(batch.values());
            batch = new LinkedHashMap<>();
            if (!lines.isEmpty()) {
                changed += Objects.requireNonNull(
                        transactions.execute(_ -> lists.add(list, lines, source, by, time.instant())));
            }
        }

        Report finish() {
            write();
            if (!hasHeader && rejected == 0) {
                throw new BadHeader("The file has no lines below its header; nothing was taken.");
            }
            return new Report(rows, changed, taken - changed, rejected, List.copyOf(rejects), List.copyOf(warnings));
        }
    }

    private static String cell(NamedCsvRecord row, String column) {
        return row.findField(column).map(String::strip).orElse("");
    }

    private @Nullable String normal(String column, String value) {
        return switch (column) {
            case "phone" -> phone(value);
            case "email" ->
                value.matches("[^\\s@,;<>()\"]+@[^\\s@,;<>()\"]+") ? CaseContacts.normal(Channel.EMAIL, value) : null;
            default -> value.length() > 64 ? null : value;
        };
    }

    private @Nullable String phone(String value) {
        try {
            var number = phones.parse(value, "US");
            return phones.isValidNumber(number) ? phones.format(number, PhoneNumberFormat.E164) : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
