package io.throughline.policy.pack;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumSet;
import java.util.Set;

/// Counting by dates (clock.calendar-days). A date is the number of its day, so the days between two
/// are their difference.
public final class Days {
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private Days() {}

    /// Not a Saturday, a Sunday or a federal holiday.
    public static boolean isBusinessDay(LocalDate day) {
        return !WEEKEND.contains(day.getDayOfWeek()) && !isFederalHoliday(day);
    }

    /// 5 USC 6103(a), by the date itself, and by 6103(b) and Executive Order 11582 the Friday before a
    /// holiday on Saturday and the Monday after one on Sunday.
    public static boolean isFederalHoliday(LocalDate day) {
        return isHolidayItself(day)
                || day.getDayOfWeek() == DayOfWeek.FRIDAY && isFixed(day.plusDays(1))
                || day.getDayOfWeek() == DayOfWeek.MONDAY && isFixed(day.minusDays(1));
    }

    /// A public holiday of 5 USC 6103(a), by the date itself.
    public static boolean isHolidayItself(LocalDate day) {
        return isFixed(day)
                || isNth(day, Month.JANUARY, DayOfWeek.MONDAY, 3)
                || isNth(day, Month.FEBRUARY, DayOfWeek.MONDAY, 3)
                || isNth(day, Month.MAY, DayOfWeek.MONDAY, -1)
                || isNth(day, Month.SEPTEMBER, DayOfWeek.MONDAY, 1)
                || isNth(day, Month.OCTOBER, DayOfWeek.MONDAY, 2)
                || isNth(day, Month.NOVEMBER, DayOfWeek.THURSDAY, 4);
    }

    private static boolean isFixed(LocalDate day) {
        return is(day, Month.JANUARY, 1)
                || is(day, Month.JUNE, 19)
                || is(day, Month.JULY, 4)
                || is(day, Month.NOVEMBER, 11)
                || is(day, Month.DECEMBER, 25);
    }

    private static boolean is(LocalDate day, Month month, int dayOfMonth) {
        return day.getMonth() == month && day.getDayOfMonth() == dayOfMonth;
    }

    private static boolean isNth(LocalDate day, Month month, DayOfWeek weekday, int n) {
        return day.getMonth() == month && day.equals(day.with(TemporalAdjusters.dayOfWeekInMonth(n, weekday)));
    }

    /// The bank holidays of England and Wales by rule (Banking and Financial Dealings Act 1971,
    /// schedule 1, and the days that are proclaimed every year); a holiday on a weekend is kept on the
    /// next working day. One-off days are not known here.
    public static boolean isBankHoliday(LocalDate day) {
        var easter = easter(day.getYear());
        return day.equals(easter.minusDays(2))
                || day.equals(easter.plusDays(1))
                || isNth(day, Month.MAY, DayOfWeek.MONDAY, 1)
                || isNth(day, Month.MAY, DayOfWeek.MONDAY, -1)
                || isNth(day, Month.AUGUST, DayOfWeek.MONDAY, -1)
                || day.equals(kept(LocalDate.of(day.getYear(), 1, 1)))
                || isChristmas(day);
    }

    private static LocalDate kept(LocalDate day) {
        return WEEKEND.contains(day.getDayOfWeek()) ? day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : day;
    }

    /// 25 and 26 December, or the first weekdays after them that are not one another.
    private static boolean isChristmas(LocalDate day) {
        var first = LocalDate.of(day.getYear(), 12, 25);
        return switch (first.getDayOfWeek()) {
            case FRIDAY -> day.equals(first) || day.equals(first.plusDays(3));
            case SATURDAY -> day.equals(first.plusDays(2)) || day.equals(first.plusDays(3));
            case SUNDAY -> day.equals(first.plusDays(1)) || day.equals(first.plusDays(2));
            default -> day.equals(first) || day.equals(first.plusDays(1));
        };
    }

    /// Easter Sunday, Gregorian, by the anonymous algorithm (Meeus/Jones/Butcher).
    private static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }

    /// Business days after `from`, up to and with `to`; 0 if `to` is not later.
    static long businessDays(long from, long to) {
        long count = 0;
        for (long day = from + 1; day <= to; day++) {
            if (isBusinessDay(LocalDate.ofEpochDay(day))) {
                count++;
            }
        }
        return count;
    }

    /// The date that is `count` business days after `from`.
    public static long addBusinessDays(long from, long count) {
        var day = LocalDate.ofEpochDay(from);
        for (long left = count; left > 0; ) {
            day = day.plusDays(1);
            if (isBusinessDay(day)) {
                left--;
            }
        }
        return day.toEpochDay();
    }

    /// The same date some years later; that of 29 February in a common year is 1 March
    /// (clock.calendar-days).
    static long anniversary(long day, long years) {
        var from = LocalDate.ofEpochDay(day);
        var to = from.plusYears(years);
        boolean isLeapDay = MonthDay.from(from).equals(MonthDay.of(2, 29));
        return (isLeapDay && !to.isLeapYear() ? to.plusDays(1) : to).toEpochDay();
    }

    /// The same date some months later, or the last of that month.
    static long addMonths(long day, long months) {
        return LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay();
    }

    /// The day itself, or the next one that is neither a weekend nor, in the UK, a bank holiday.
    static long workingDay(long day, String jurisdiction) {
        var found = LocalDate.ofEpochDay(day);
        while (WEEKEND.contains(found.getDayOfWeek())
                || jurisdiction.equals("UK") && isBankHoliday(found)
                || jurisdiction.equals("US") && isFederalHoliday(found)) {
            found = found.plusDays(1);
        }
        return found.toEpochDay();
    }
}
