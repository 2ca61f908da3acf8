package io.throughline.rehearsal.people;

import io.throughline.engine.Money;
import io.throughline.workflow.FactType;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads how the values of a fact are made.
///
/// @param table whose `name` it is
record MadeReader(Table table, String name, FactType type) {
    private static final Pattern DAYS = Pattern.compile("([+-]?)(\\d{1,5})d");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,2})?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,12}");

    Optional<Made> read() {
        return table.isPlain(name) ? plain(table.find(name).orElse("")) : mapping();
    }

    private Optional<Made> plain(String text) {
        return switch (type) {
            case YES_NO -> Optional.of(new Made.Chance(Reader.share(table, name, 0)));
            case TEXT -> Optional.of(new Made.Always(text));
            case MONEY, WHOLE, DATE -> {
                var number = number(table, name);
                yield number.isPresent()
                        ? Optional.of(new Made.Between(number.getAsLong(), number.getAsLong()))
                        : Optional.empty();
            }
            case DOCUMENT, LIST -> wrong("a " + type.word() + " cannot be made here");
        };
    }

    private Optional<Made> mapping() {
        var parts = table.entry(name, "fact \"" + name + "\"");
        return switch (type) {
            case TEXT -> Optional.of(new Made.OneOf(Reader.shares(parts)));
            case MONEY, WHOLE, DATE -> parts.has("median") ? about(parts) : between(parts);
            case YES_NO -> wrong("write the share of yes, such as 20%");
            case DOCUMENT, LIST -> wrong("a " + type.word() + " cannot be made here");
        };
    }

    private Optional<Made> about(Table parts) {
        var median = number(parts, "median");
        double spread = Reader.number(parts, "spread", 0.8, 0, 5);
        if (type == FactType.DATE) {
            parts.problem(parts.at("median"), Rule.SHAPE, "days are made with \"from\" and \"to\"");
        }
        parts.done();
        return median.isPresent() ? Optional.of(new Made.About(median.getAsLong(), spread)) : Optional.empty();
    }

    private Optional<Made> between(Table parts) {
        var from = number(parts, "from");
        var to = number(parts, "to");
        parts.done();
        if (from.isEmpty() || to.isEmpty()) {
            return wrong("\"" + name + "\" needs \"from\" and \"to\", or \"median\"");
        }
        if (from.getAsLong() > to.getAsLong()) {
            return wrong("\"from\" of \"" + name + "\" is above its \"to\"");
        }
        return Optional.of(new Made.Between(from.getAsLong(), to.getAsLong()));
    }

    private Optional<Made> wrong(String message) {
        table.problem(table.at(name), Rule.SHAPE, message);
        return Optional.empty();
    }

    /// Minor units, a whole number, or days from the start.
    private OptionalLong number(Table from, String key) {
        var text = from.find(key).orElse(null);
        if (text == null) {
            return OptionalLong.empty();
        }
        if (type == FactType.MONEY && AMOUNT.matcher(text).matches()) {
            return OptionalLong.of(Money.of(new BigDecimal(text), "USD").minor());
        }
        if (type == FactType.WHOLE && WHOLE.matcher(text).matches()) {
            return OptionalLong.of(Long.parseLong(text));
        }
        var days = DAYS.matcher(text);
        if (type == FactType.DATE && days.matches()) {
            long number = Long.parseLong(days.group(2));
            return OptionalLong.of(days.group(1).equals("-") ? -number : number);
        }
        from.problem(from.at(key), Rule.SHAPE, "\"" + key + "\" must be " + form());
        return OptionalLong.of(0);
    }

    private String form() {
        return switch (type) {
            case MONEY -> "an amount such as 480.00";
            case WHOLE -> "a whole number";
            case DATE -> "days from the start such as -30d or 10d";
            case TEXT, YES_NO, DOCUMENT, LIST -> "a value of type " + type.word();
        };
    }
}
