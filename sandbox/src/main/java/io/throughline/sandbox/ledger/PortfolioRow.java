package io.throughline.sandbox.ledger;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One account of a portfolio file. Columns the ledger has no use for (names, addresses) are not kept.
record PortfolioRow(
        String id,
        String customerId,
        String creditor,
        String currency,
        long balanceMinor,
        LocalDate dueDate,
        int brokenPromises) {

    /// Why a row was not taken.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        final String column;
        final String value;
        final String reason;

        Unreadable(String column, @Nullable String value, String reason) {
            super(column + ": " + reason, null, false, false);
            this.column = column;
            this.value = value == null ? "" : value.substring(0, Math.min(value.length(), 80));
            this.reason = reason;
        }
    }

    /// Reads a row by column name; a column that is missing or empty comes as null.
    static PortfolioRow of(Function<String, @Nullable String> column) throws Unreadable {
        String id = required(column, "account_id");
        if (id.length() > 64) {
            throw new Unreadable("account_id", id, "longer than 64 characters");
        }
        Currency currency = currency(required(column, "currency"));
        return new PortfolioRow(
                id,
                required(column, "customer_id"),
                orElse(column.apply("creditor"), ""),
                currency.getCurrencyCode(),
                balance(column, currency),
                date(required(column, "due_date")),
                wholeNumber(orElse(column.apply("broken_promises"), "0")));
    }

    private static long balance(Function<String, @Nullable String> column, Currency currency) throws Unreadable {
        String minor = column.apply("balance_minor");
        String written = minor == null ? required(column, "balance") : minor;
        try {
            var amount = new BigDecimal(written);
            long units = (minor == null ? amount.movePointRight(currency.getDefaultFractionDigits()) : amount)
                    .longValueExact();
            if (units < 0) {
                throw new Unreadable("balance", written, "must not be negative");
            }
            return units;
        } catch (ArithmeticException | NumberFormatException _) {
            throw new Unreadable("balance", written, "must be a decimal with no more places than " + currency + " has");
        }
    }

    private static Currency currency(String written) throws Unreadable {
        try {
            var currency = Currency.getInstance(written.toUpperCase(Locale.ROOT));
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException _) {
            // said below, with the other way of being wrong
        }
        throw new Unreadable("currency", written, "must be an ISO 4217 currency such as USD");
    }

    private static LocalDate date(String written) throws Unreadable {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeException _) {
            throw new Unreadable("due_date", written, "must be a date like 2026-11-22");
        }
    }

    private static int wholeNumber(String written) throws Unreadable {
        try {
            int number = Integer.parseInt(written);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below, with the other way of being wrong
        }
        throw new Unreadable("broken_promises", written, "must be a whole number, 0 or more");
    }

    private static String required(Function<String, @Nullable String> column, String name) throws Unreadable {
        String value = column.apply(name);
        if (value == null || value.isBlank()) {
            throw new Unreadable(name, value, "is missing");
        }
        return value;
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }
}
