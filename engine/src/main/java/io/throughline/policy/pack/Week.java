package io.throughline.policy.pack;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Open hours by day of the week.
///
/// @param holidays the hours of public holidays; null: as on any other day
/// @param jurisdiction whose holidays
/// @param lastClosed what was worked out before, by zone
record Week(
        Map<DayOfWeek, List<Span>> days,
        @Nullable List<Span> holidays,
        String jurisdiction,
        Map<ZoneId, Closed> lastClosed) {
    Week(Map<DayOfWeek, List<Span>> days, @Nullable List<Span> holidays, String jurisdiction) {
        this(days, holidays, jurisdiction, new ConcurrentHashMap<>());
    }

    /// Between the two it is closed; at `until` it opens.
    record Closed(Instant from, Instant until) {}

    /// Finds the next opening.
    interface Search {
        Optional<Instant> next(Instant from, ZoneId zone);
    }

    /// The next opening after an instant at which it is closed. Many ask about the same night, so the last answer of
    /// each zone is kept.
    Optional<Instant> next(Instant from, ZoneId zone, Search search) {
        var last = lastClosed.get(zone);
        if (last != null && !from.isBefore(last.from()) && from.isBefore(last.until())) {
            return Optional.of(last.until());
        }
        var next = search.next(from, zone);
        next.ifPresent(until -> lastClosed.put(zone, new Closed(from, until)));
        return next;
    }

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
