package io.throughline.scenario;

import io.throughline.engine.Money;
import io.throughline.workflow.FactType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Values as scenarios write them, and as the engine holds them.
final class Values {
    private static final Pattern MONEY = Pattern.compile("\\$?(\\d{1,12}(?:\\.\\d{1,3})?)(?: ([A-Z]{3}))?");
    private static final Pattern FROM_TODAY = Pattern.compile("today(?:([+-])(\\d{1,4})d)?");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,5}) ?(d|days?|h|hours?|m|minutes?|w|weeks?)", Pattern.CASE_INSENSITIVE);

    private Values() {}

    /// What a fact of that type holds for what was written; empty when it cannot be that.
    static Optional<Object> read(FactType type, String written, Instant now) {
        return switch (type) {
            case TEXT -> Optional.of(written);
            case MONEY -> money(written).map(Money::toFact);
            case WHOLE ->
                written.matches("-?\\d{1,12}") ? Optional.of((Object) Long.valueOf(written)) : Optional.empty();
            case YES_NO ->
                switch (written) {
                    case "yes", "true" -> Optional.of(true);
                    case "no", "false" -> Optional.of(false);
                    default -> Optional.empty();
                };
            case DATE -> day(written, now).map(LocalDate::toString);
            case DOCUMENT, LIST -> Optional.empty();
        };
    }

    /// How to write a value of that type.
    static String form(FactType type) {
        return switch (type) {
            case TEXT -> "text";
            case MONEY -> "an amount such as 480.00 or 480.00 EUR";
            case WHOLE -> "a whole number";
            case YES_NO -> "yes or no";
            case DATE -> "a day such as 2026-11-23 or today+10d";
            case DOCUMENT -> "a document; it comes with an answer";
            case LIST -> "a list such as [a, b]; it comes with a request";
        };
    }

    /// `480.00`, `$480.00`, `480.00 EUR`; without a currency it is US dollars.
    static Optional<Money> money(String written) {
        var match = MONEY.matcher(written);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var currency = Objects.requireNonNullElse(match.group(2), "USD");
            return Optional.of(Money.of(new BigDecimal(match.group(1)), currency));
        } catch (ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// `2026-11-23`, `today`, `today+10d`. Days are the calendar's in UTC, as the engine counts them.
    static Optional<LocalDate> day(String written, Instant now) {
        var match = FROM_TODAY.matcher(written);
        if (match.matches()) {
            long days = match.group(2) == null ? 0 : Long.parseLong(match.group(2));
            return Optional.of(
                    LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays("-".equals(match.group(1)) ? -days : days));
        }
        try {
            return Optional.of(LocalDate.parse(written));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// `30d`, `2 days`, `6 hours`.
    static Optional<Duration> time(String written) {
        var match = TIME.matcher(written);
        if (!match.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(match.group(1));
        return Optional.of(
                switch (Character.toLowerCase(match.group(2).charAt(0))) {
                    case 'w' -> Duration.ofDays(7 * number);
                    case 'd' -> Duration.ofDays(number);
                    case 'h' -> Duration.ofHours(number);
                    default -> Duration.ofMinutes(number);
                });
    }

    /// `2026-11-23T15:00:00Z`, or a local time `2026-11-23T09:00` in the customer's zone.
    static Optional<Instant> instant(String written, ZoneId zone) {
        try {
            return Optional.of(
                    written.endsWith("Z")
                            ? Instant.parse(written)
                            : LocalDateTime.parse(written).atZone(zone).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// Whether a value is the one that was written.
    static boolean matches(@org.jspecify.annotations.Nullable Object value, String written) {
        return switch (value) {
            case null -> written.equals("nothing");
            case Map<?, ?> map
            when map.containsKey("minor") ->
                money(written).map(Money::toFact).filter(value::equals).isPresent();
            case Boolean yes -> written.equals(yes ? "yes" : "no") || written.equals(yes.toString());
            default -> written.equals("any") || value.toString().equals(written);
        };
    }

    /// A value as people read it.
    static String told(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> map
            when map.containsKey("minor") -> Money.fromFact(map).formatted();
            case Boolean yes -> yes ? "yes" : "no";
            default -> value.toString();
        };
    }

    /// `{amount: $300.00, account: A-1}`.
    static String told(Map<String, ?> values) {
        var text = new StringBuilder("{");
        new TreeMap<>(values)
                .forEach((name, value) -> text.append(text.length() > 1 ? ", " : " ")
                        .append(name)
                        .append(": ")
                        .append(told(value)));
        return text.append(" }").toString();
    }
}
