package io.throughline.platform.notices;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/// Days on which a notice may be assumed to travel: not Saturdays, Sundays or the public holidays of 5 USC 6103(a)
/// (12 CFR 1006.34(b)(5)). The rule names the holidays themselves, so the Friday or Monday on which offices close
/// instead of a weekend counts.
final class BusinessDays {
    private BusinessDays() {}

    /// The date that is `count` business days after `from`.
    static LocalDate after(LocalDate from, int count) {
        var day = from;
        for (int left = count; left > 0; ) {
            day = day.plusDays(1);
            if (is(day)) {
                left--;
            }
        }
        return day;
    }

    static boolean is(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !isHoliday(day);
    }

    static boolean isHoliday(LocalDate day) {
        return switch (day.getMonth()) {
            case JANUARY -> day.getDayOfMonth() == 1 || isNth(day, DayOfWeek.MONDAY, 3);
            case FEBRUARY -> isNth(day, DayOfWeek.MONDAY, 3);
            case MAY -> isNth(day, DayOfWeek.MONDAY, -1);
            case JUNE -> day.getDayOfMonth() == 19;
            case JULY -> day.getDayOfMonth() == 4;
            case SEPTEMBER -> isNth(day, DayOfWeek.MONDAY, 1);
            case OCTOBER -> isNth(day, DayOfWeek.MONDAY, 2);
            case NOVEMBER -> day.getDayOfMonth() == 11 || isNth(day, DayOfWeek.THURSDAY, 4);
            case DECEMBER -> day.getDayOfMonth() == 25;
            case MARCH, APRIL, AUGUST -> false;
        };
    }

    private static boolean isNth(LocalDate day, DayOfWeek weekday, int n) {
        return day.equals(day.with(TemporalAdjusters.dayOfWeekInMonth(n, weekday)));
    }
}
