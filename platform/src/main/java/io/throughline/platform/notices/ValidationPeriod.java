package io.throughline.platform.notices;

import io.throughline.policy.pack.Days;
import java.time.DayOfWeek;
import java.time.LocalDate;

/// The days a consumer has to dispute a debt (12 CFR 1006.34(b)(5)): they end 30 days after the notice is assumed to be
/// received, which may not be assumed earlier than five business days after it was sent. The last day is inside.
public record ValidationPeriod(LocalDate sent, LocalDate received, LocalDate end) {
    private static final int TRAVELS = 5;
    private static final int DAYS = 30;

    static ValidationPeriod ofSent(LocalDate sent) {
        var received = sent;
        for (int left = TRAVELS; left > 0; ) {
            received = received.plusDays(1);
            if (travels(received)) {
                left--;
            }
        }
        return new ValidationPeriod(sent, received, received.plusDays(DAYS));
    }

    /// Not on Saturdays, Sundays and the public holidays of 5 USC 6103(a). The rule names the
    /// holidays themselves, so the Friday or Monday on which offices close instead of a weekend
    /// counts.
    private static boolean travels(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !Days.isHolidayItself(day);
    }
}
