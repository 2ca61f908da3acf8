package io.throughline.engine;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Days as people type them.
public final class Days {
    private static final List<DateTimeFormatter> TYPED = List.of(
            typed("uuuu-M-d"),
            typed("M/d/uuuu"),
            typed("M d uuuu"),
            typed("MMM d uuuu"),
            typed("MMMM d uuuu"),
            typed("MMdduuuu"));

    private Days() {}

    /// A day as people type it: `1985-03-27`, `3/27/1985`, `03271985`, `March 27, 1985`.
    public static Optional<LocalDate> read(String typed) {
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
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
