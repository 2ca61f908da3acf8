package io.throughline.platform.selfservice;

import io.throughline.engine.Prompt;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How days, times and terms are told to customers, and how their days are read.
final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.US);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.US);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm zzz", Locale.US);

    private static final List<DateTimeFormatter> TYPED = List.of(
            typed("uuuu-M-d"),
            typed("M/d/uuuu"),
            typed("M d uuuu"),
            typed("MMM d uuuu"),
            typed("MMMM d uuuu"),
            typed("MMdduuuu"));

    private Words() {}

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String date(Instant at, ZoneId zone) {
        return DATE.format(at.atZone(zone));
    }

    static String moment(Instant at, ZoneId zone) {
        return MOMENT.format(at.atZone(zone));
    }

    static String terms(Prompt.Terms plan) {
        return plan.each().equals(plan.last())
                ? plan.instalments() + " × " + plan.each().formatted()
                : (plan.instalments() - 1) + " × " + plan.each().formatted() + ", last "
                        + plan.last().formatted();
    }

    /// A day as people type it: `1985-03-27`, `3/27/1985`, `03271985`, `March 27, 1985`.
    static Optional<LocalDate> readDay(String typed) {
        var plain = typed.strip().replaceAll("[,.\\s]+", " ");
        if (plain.matches("[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}")) {
            plain = plain.replace('-', '/');
        } else if (plain.matches("[0-9]{1,2} */ *[0-9]{1,2} */ *[0-9]{4}")) {
            plain = plain.replace(" ", "");
        }
        for (var format : TYPED) {
            try {
                return Optional.of(LocalDate.parse(plain, format));
            } catch (DateTimeParseException _) {
                // the next form may fit
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter typed(String pattern) {
        return new java.time.format.DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
