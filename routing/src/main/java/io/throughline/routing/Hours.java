package io.throughline.routing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// When a queue is served: several intervals a day, days that differ (holidays have none), in the zone of the floor.
/// Intervals are half-open; one that begins inside a clock change moves as `java.time` resolves it.
///
/// @param week intervals of an ordinary week; a day not named is closed
/// @param days dates that differ from their weekday
public record Hours(ZoneId zone, Map<DayOfWeek, List<Interval>> week, Map<LocalDate, List<Interval>> days) {
    private static final int LOOK_AHEAD_DAYS = 400;

    /// From `open` until just before `close`; a close of midnight is the end of the day.
    public record Interval(LocalTime open, LocalTime close) {
        public Interval {
            if (!close.equals(LocalTime.MIDNIGHT) && !open.isBefore(close)) {
                throw new IllegalArgumentException("it opens at " + open + " and closes at " + close
                        + "; split what goes over midnight into two days");
            }
        }
    }

    /// Round the clock.
    public static final Hours ALWAYS = new Hours(ZoneOffset.UTC, everyDay(), Map.of());

    public Hours {
        var ordinary = new EnumMap<DayOfWeek, List<Interval>>(DayOfWeek.class);
        week.forEach((day, intervals) -> ordinary.put(day, List.copyOf(intervals)));
        week = Collections.unmodifiableMap(ordinary);
        days = Collections.unmodifiableMap(new TreeMap<>(days));
    }

    private static Map<DayOfWeek, List<Interval>> everyDay() {
        var all = new EnumMap<DayOfWeek, List<Interval>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            all.put(day, List.of(new Interval(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)));
        }
        return all;
    }

    public boolean isOpen(Instant at) {
        var day = at.atZone(zone).toLocalDate();
        return intervals(day).stream()
                .anyMatch(interval -> !at.isBefore(opening(day, interval)) && at.isBefore(closing(day, interval)));
    }

    /// The first instant not before `at` at which it is open; empty when that is more than 400 days away.
    public Optional<Instant> nextOpen(Instant at) {
        if (isOpen(at)) {
            return Optional.of(at);
        }
        var first = at.atZone(zone).toLocalDate();
        for (var day = first; day.isBefore(first.plusDays(LOOK_AHEAD_DAYS)); day = day.plusDays(1)) {
            for (var interval : intervals(day)) {
                var opening = opening(day, interval);
                if (!opening.isBefore(at) && opening.isBefore(closing(day, interval))) {
                    return Optional.of(opening);
                }
            }
        }
        return Optional.empty();
    }

    /// The first instant after `at` at which it may open or close.
    Instant nextChange(Instant at) {
        var first = at.atZone(zone).toLocalDate();
        return Stream.iterate(first, day -> day.plusDays(1))
                .limit(LOOK_AHEAD_DAYS)
                .flatMap(day -> intervals(day).stream()
                        .flatMap(interval -> Stream.of(opening(day, interval), closing(day, interval))))
                .filter(at::isBefore)
                .findFirst()
                .orElse(Instant.MAX);
    }

    private List<Interval> intervals(LocalDate day) {
        return days.getOrDefault(day, week.getOrDefault(day.getDayOfWeek(), List.of())).stream()
                .sorted((one, other) -> one.open().compareTo(other.open()))
                .toList();
    }

    private Instant opening(LocalDate day, Interval interval) {
        return day.atTime(interval.open()).atZone(zone).toInstant();
    }

    private Instant closing(LocalDate day, Interval interval) {
        return interval.close().equals(LocalTime.MIDNIGHT)
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : day.atTime(interval.close()).atZone(zone).toInstant();
    }
}
