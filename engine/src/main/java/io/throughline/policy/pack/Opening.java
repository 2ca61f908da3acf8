package io.throughline.policy.pack;

import io.throughline.policy.pack.Week.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When a clock on a wall shows an hour that is open. Hours are those of the wall, so a day on which
/// clocks change is as long as it is, and an hour that comes twice counts twice.
///
/// @param open by day of the week; null: all hours
/// @param also open beside it
record Opening(@Nullable Week open, List<Span> also, List<Span> closed, Set<String> closedDays) {
    /// Longer than any week with a holiday in it.
    private static final int LONGEST_WAIT_DAYS = 10;

    boolean isOpen(Instant at, ZoneId zone) {
        return isOpen(LocalDateTime.ofInstant(at, zone));
    }

    boolean isOpen(LocalDateTime wall) {
        return isOpen(wall, true);
    }

    /// Open by the week alone, without what is open beside it.
    boolean isOpenByWeek(LocalDateTime wall) {
        return isOpen(wall, false);
    }

    private boolean isOpen(LocalDateTime local, boolean beside) {
        var time = local.toLocalTime();
        if (!closedDays.isEmpty() && closedDays.contains(local.getDayOfWeek().name()) || holds(closed, time)) {
            return false;
        }
        return open == null || holds(open.on(local.toLocalDate()), time) || beside && holds(also, time);
    }

    private static boolean holds(List<Span> spans, LocalTime time) {
        for (int i = 0; i < spans.size(); i++) {
            if (spans.get(i).holds(time)) {
                return true;
            }
        }
        return false;
    }

    /// The first instant from `from` on at which it is open; none if that is not within ten days.
    ///
    /// It can only become open at midnight, at the edge of a window, or when clocks change, so these
    /// are all there is to look at.
    Optional<Instant> firstOpen(Instant from, ZoneId zone) {
        if (isOpen(from, zone)) {
            return Optional.of(from);
        }
        if (open != null && also.isEmpty() && closed.isEmpty() && closedDays.isEmpty()) {
            return open.next(from, zone, this::nextEdge);
        }
        return nextEdge(from, zone);
    }

    private Optional<Instant> nextEdge(Instant from, ZoneId zone) {
        var first = from.atZone(zone).toLocalDate();
        for (int days = 0; days <= LONGEST_WAIT_DAYS; days++) {
            for (var edge : edges(first.plusDays(days), zone)) {
                if (!edge.isBefore(from) && isOpen(edge, zone)) {
                    return Optional.of(edge);
                }
            }
        }
        return Optional.empty();
    }

    private TreeSet<Instant> edges(LocalDate day, ZoneId zone) {
        var rules = zone.getRules();
        var times = new TreeSet<LocalTime>();
        times.add(LocalTime.MIDNIGHT);
        Stream.of(open == null ? List.<Span>of() : open.on(day), also)
                .flatMap(List::stream)
                .forEach(span -> times.add(span.from()));
        closed.forEach(span -> times.add(span.to()));
        var edges = new TreeSet<Instant>();
        for (var time : times) {
            var local = day.atTime(time);
            rules.getValidOffsets(local).forEach(offset -> edges.add(local.toInstant(offset)));
        }
        var start = day.atStartOfDay(zone).toInstant();
        edges.add(start);
        var change = rules.nextTransition(start.minus(Duration.ofSeconds(1)));
        if (change != null && isOn(change, day)) {
            edges.add(change.getInstant());
        }
        return edges;
    }

    private static boolean isOn(ZoneOffsetTransition change, LocalDate day) {
        return change.getDateTimeBefore().toLocalDate().equals(day)
                || change.getDateTimeAfter().toLocalDate().equals(day);
    }
}
