package io.throughline.platform.selfservice;

import io.throughline.engine.Days;
import io.throughline.engine.Prompt;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// How days, times and terms are told to customers, and how their days are read.
final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.US);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.US);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm zzz", Locale.US);

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
        return Days.read(typed);
    }
}
