package io.throughline.launcher;

import java.math.BigDecimal;
import java.util.Currency;

/// Minor units and a currency, as a person writes them: `1,234.50 USD`.
record Money(long minor, String currency) {

    @Override
    public String toString() {
        int places;
        try {
            places = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException ignored) {
            places = 2;
        }
        return "%,.{places}f %s"
                .replace("{places}", Integer.toString(places))
                .formatted(BigDecimal.valueOf(minor, places), currency)
                .strip();
    }
}
