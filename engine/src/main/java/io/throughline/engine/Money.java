package io.throughline.engine;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// An amount of money: minor units (cents) and an ISO 4217 currency. Never a floating point number.
public record Money(long minor, String currency) implements Comparable<Money> {
    public Money {
        if (Currency.getInstance(currency).getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("not a currency with units: " + currency);
        }
    }

    /// Reads a decimal such as `480.00`.
    ///
    /// @throws ArithmeticException if it has more digits than the currency has
    public static Money of(BigDecimal amount, String currency) {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        return new Money(amount.movePointRight(digits).longValueExact(), currency);
    }

    /// How a fact map holds money: `{minor, currency}`, the same in JSON.
    public Map<String, Object> toFact() {
        var fact = new LinkedHashMap<String, Object>();
        fact.put("minor", minor);
        fact.put("currency", currency);
        return fact;
    }

    /// The reverse of [#toFact()].
    public static Money fromFact(Object fact) {
        if (fact instanceof Map<?, ?> map
                && map.get("minor") instanceof Number minor
                && map.get("currency") instanceof String c) {
            return new Money(minor.longValue(), c);
        }
        throw new IllegalArgumentException(
                "not an amount of money: " + fact.getClass().getSimpleName());
    }

    public BigDecimal decimal() {
        return BigDecimal.valueOf(minor, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /// For people: `$1,284.60`.
    public String formatted() {
        var format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(Currency.getInstance(currency));
        return format.format(decimal());
    }

    public boolean isPositive() {
        return minor > 0;
    }

    @Override
    public int compareTo(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot compare " + currency + " with " + other.currency);
        }
        return Long.compare(minor, other.minor);
    }
}
