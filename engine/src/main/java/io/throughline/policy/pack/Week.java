package io.throughline.policy.pack;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Open hours by day of the week.
///
/// @param holidays the hours of public holidays; null: as on any other day
/// @param jurisdiction whose holidays
record Week(Map<DayOfWeek, List<Span>> days, @Nullable List<Span> holidays, String jurisdiction) {
    /// From a time of day to another, half-open; `to` before `from` means the next day, equal to it all
    /// day. Midnight as `to` is the end of the day.
    record Span(LocalTime from, LocalTime to) {
        boolean holds(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    List<Span> on(LocalDate day) {
        if (holidays != null && isHoliday(day)) {
            return holidays;
        }
        return days.getOrDefault(day.getDayOfWeek(), List.of());
    }

    private boolean isHoliday(LocalDate day) {
        return jurisdiction.equals("UK") ? Days.isBankHoliday(day) : Days.isFederalHoliday(day);
    }
}
