package io.throughline.platform.selfservice;

import io.throughline.engine.Days;
import io.throughline.engine.Prompt;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How days, times and terms are told to customers, and how their days are read.
final class Words {
    private static final Locale SPANISH = Locale.forLanguageTag("es-US");
    private static final Map<String, DateTimeFormatter> DAY = both("EEEE d MMMM", "EEEE d 'de' MMMM");
    private static final Map<String, DateTimeFormatter> DATE = both("d MMMM yyyy", "d 'de' MMMM 'de' yyyy");
    private static final Map<String, DateTimeFormatter> MOMENT =
            both("d MMMM yyyy, HH:mm zzz", "d 'de' MMMM 'de' yyyy, HH:mm zzz");

    private Words() {}

    private static Map<String, DateTimeFormatter> both(String english, String spanish) {
        return Map.of(
                "en", DateTimeFormatter.ofPattern(english, Locale.US),
                "es", DateTimeFormatter.ofPattern(spanish, SPANISH));
    }

    private static DateTimeFormatter in(String lang, Map<String, DateTimeFormatter> formats) {
        return Objects.requireNonNull(formats.get(lang.equals("es") ? "es" : "en"));
    }

    static String day(LocalDate day, String lang) {
        return in(lang, DAY).format(day);
    }

    static String date(Instant at, ZoneId zone, String lang) {
        return in(lang, DATE).format(at.atZone(zone));
    }

    static String moment(Instant at, ZoneId zone, String lang) {
        return in(lang, MOMENT).format(at.atZone(zone));
    }

    static String terms(Prompt.Terms plan, String lang) {
        return plan.each().equals(plan.last())
                ? plan.instalments() + " × " + plan.each().formatted()
                : (plan.instalments() - 1) + " × " + plan.each().formatted() + ", "
                        + Spoken.in(lang, "last {0}", plan.last().formatted());
    }

    /// A day as people type it: `1985-03-27`, `3/27/1985`, `03271985`, `March 27, 1985`.
    static Optional<LocalDate> readDay(String typed) {
        return Days.read(typed);
    }
}
