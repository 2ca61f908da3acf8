package io.throughline.platform.records;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.throughline.engine.Money;
import io.throughline.platform.records.ImportRow.Reject;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.platform.records.Portfolio.Customer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads and checks one line of a portfolio. Every fault of a line is found, not only its first.
final class RowReader {
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}._:/#-]{1,64}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>()\"]+@[^\\s@,;<>()\".]+(\\.[^\\s@,;<>()\".]+)+");
    private static final Pattern ZIP = Pattern.compile("\\d{5}(-\\d{4})?");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(-[A-Z]{2})?");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\uFFFD]");
    private static final int LONGEST = 200;
    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final PortfolioHeader header;
    private final @Nullable AccountFacts facts;
    private final LocalDate today;

    /// @param facts what may be said for the policy packs; null: the header has no such column
    RowReader(PortfolioHeader header, @Nullable AccountFacts facts, LocalDate today) {
        this.header = header;
        this.facts = facts;
        this.today = today;
    }

    ImportRow read(long line, List<String> fields) {
        if (fields.size() != header.width()) {
            return new ImportRow.Bad(
                    line,
                    List.of(new Reject(
                            line, "", "", "the line has " + fields.size() + " fields, the header " + header.width())));
        }
        var fault = new ArrayList<Reject>();
        var row = new Cells(line, fields, fault);
        String customerId = row.id("customer_id");
        var customer = new Customer(
                customerId,
                row.text("first_name"),
                row.text("last_name"),
                row.date("date_of_birth", LocalDate.of(1900, 1, 1), today),
                row.phone("phone"),
                row.matching("email", EMAIL, "is not an email address"),
                row.matching("postal_code", ZIP, "is not a US ZIP code (12345 or 12345-6789)"),
                Optional.ofNullable(row.matching("language", LANGUAGE, "is not a language such as en or es-MX"))
                        .orElse("en"),
                row.yes("sms_consent"),
                row.yes("email_consent"));
        String currency = row.currency("currency");
        String originalCreditor = row.text("original_creditor");
        LocalDate due = row.date("due_date", LocalDate.of(1990, 1, 1), today.plusYears(10));
        if (due == null) {
            row.required("due_date");
        }
        var account = new Account(
                row.id("account_id"),
                customerId,
                row.text("creditor"),
                originalCreditor.isEmpty() ? null : originalCreditor,
                currency,
                row.money("balance", currency),
                due == null ? today : due,
                row.count("broken_promises"),
                row.text("product"));
        var said = row.facts();
        return fault.isEmpty() ? new ImportRow.Good(line, customer, account, said) : new ImportRow.Bad(line, fault);
    }

    private final class Cells {
        private final long line;
        private final List<String> fields;
        private final List<Reject> faults;

        Cells(long line, List<String> fields, List<Reject> faults) {
            this.line = line;
            this.fields = fields;
            this.faults = faults;
        }

        /// A cell without outer spaces; empty when the column is not there.
        private String raw(String column) {
            Integer place = header.places().get(column);
            return place == null ? "" : fields.get(place).strip();
        }

        String text(String column) {
            String value = raw(column);
            if (value.length() > LONGEST) {
                return bad(column, value.substring(0, LONGEST) + "…", "is longer than " + LONGEST + " characters", "");
            }
            if (CONTROL.matcher(value).find()) {
                return bad(column, value, "has a control character or is not UTF-8", "");
            }
            return value;
        }

        String id(String column) {
            String value = text(column);
            if (value.isEmpty()) {
                required(column);
            } else if (!ID.matcher(value).matches()) {
                return bad(column, value, "may have letters, digits and . _ : / # - only, 64 at most", "");
            }
            return value;
        }

        void required(String column) {
            if (faults.stream().noneMatch(fault -> fault.column().equals(column))) {
                bad(column, raw(column), "is required", "");
            }
        }

        /// Empty cells say nothing; parts of one fact come together.
        Map<String, Object> facts() {
            var said = new LinkedHashMap<String, Object>();
            if (facts == null) {
                return said;
            }
            header.facts().forEach((path, place) -> {
                String cell = fields.get(place).strip();
                if (!cell.isEmpty() && cell.length() <= LONGEST) {
                    say(said, path, cell, facts);
                } else if (!cell.isEmpty()) {
                    bad(
                            "fact." + path,
                            cell.substring(0, LONGEST) + "…",
                            "is longer than " + LONGEST + " characters",
                            "");
                }
            });
            return said;
        }

        private void say(Map<String, Object> said, String path, String cell, AccountFacts known) {
            int dot = path.indexOf('.');
            String name = dot < 0 ? path : path.substring(0, dot);
            Object value = known.of(path, cell);
            var wrong = known.wrong(Map.of(name, value));
            if (!wrong.isEmpty()) {
                bad("fact." + path, cell, String.join("; ", wrong), "");
            } else if (value instanceof Map<?, ?> more && said.get(name) instanceof Map<?, ?> before) {
                said.put(name, joined(before, more));
            } else {
                said.put(name, value);
            }
        }

        private static Map<String, Object> joined(Map<?, ?> one, Map<?, ?> other) {
            var both = new LinkedHashMap<String, Object>();
            one.forEach((key, value) -> both.put(String.valueOf(key), value));
            other.forEach((key, value) -> both.merge(
                    String.valueOf(key),
                    value,
                    (before, more) -> before instanceof Map<?, ?> left && more instanceof Map<?, ?> right
                            ? joined(left, right)
                            : more));
            return both;
        }

        @Nullable
        String matching(String column, Pattern pattern, String reason) {
            String value = text(column);
            if (value.isEmpty()) {
                return null;
            }
            return pattern.matcher(value).matches() ? value : bad(column, value, reason, value);
        }

        @Nullable
        LocalDate date(String column, LocalDate earliest, LocalDate latest) {
            String value = text(column);
            if (value.isEmpty()) {
                return null;
            }
            try {
                var date = DATE.matcher(value).matches() ? LocalDate.parse(value) : null;
                if (date == null) {
                    return bad(column, value, "is not a date such as 2026-09-30", latest);
                }
                return date.isBefore(earliest) || date.isAfter(latest)
                        ? bad(column, value, "is not between " + earliest + " and " + latest, latest)
                        : date;
            } catch (DateTimeParseException _) {
                return bad(column, value, "is not a day of the calendar", latest);
            }
        }

        @Nullable
        String phone(String column) {
            String value = text(column);
            if (value.isEmpty()) {
                return null;
            }
            try {
                var number = phones.parse(value, "US");
                return phones.isValidNumber(number)
                        ? phones.format(number, PhoneNumberFormat.E164)
                        : bad(column, value, "is not a number that can be called", value);
            } catch (NumberParseException _) {
                return bad(column, value, "is not a phone number", value);
            }
        }

        boolean yes(String column) {
            String value = text(column).toLowerCase(Locale.ROOT);
            return switch (value) {
                case "true", "yes", "y", "1" -> true;
                case "", "false", "no", "n", "0" -> false;
                default -> bad(column, value, "is neither true nor false", false);
            };
        }

        String currency(String column) {
            String value = text(column);
            if (value.isEmpty()) {
                required(column);
                return "USD";
            }
            try {
                return new Money(0, value).currency();
            } catch (IllegalArgumentException _) {
                return bad(column, value, "is not a currency such as USD", "USD");
            }
        }

        long money(String column, String currency) {
            String value = text(column);
            if (value.isEmpty()) {
                required(column);
                return 0;
            }
            if (!AMOUNT.matcher(value).matches()) {
                return bad(column, value, "is not an amount such as 1284.60", 0L);
            }
            try {
                return Money.of(new BigDecimal(value), currency).minor();
            } catch (ArithmeticException _) {
                return bad(column, value, "has more decimals than " + currency + " has", 0L);
            }
        }

        int count(String column) {
            String value = text(column);
            if (value.isEmpty()) {
                return 0;
            }
            return value.matches("\\d{1,4}")
                    ? Integer.parseInt(value)
                    : bad(column, value, "is not a whole number from 0 to 9999", 0);
        }

        private <T> T bad(String column, String value, String reason, T instead) {
            faults.add(new Reject(line, column, value, reason));
            return instead;
        }
    }
}
