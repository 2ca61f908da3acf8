package io.throughline.policy.pack;

import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Missing;
import io.throughline.policy.pack.Week.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Whether a clause of hours is open on every clock that counts (geo.window).
final class HoursCheck {
    private static final Week NEVER = new Week(Map.of(), null, "US");

    /// The minutes of a day as they are written; 24:00 is the end of it.
    private static final Map<String, LocalTime> TIMES = IntStream.range(0, 24 * 60)
            .mapToObj(minute -> LocalTime.of(minute / 60, minute % 60))
            .collect(Collectors.toMap(LocalTime::toString, Function.identity()));

    static {
        TIMES.put("24:00", LocalTime.MIDNIGHT);
    }

    private final Clause.Hours hours;

    /// @param clocks how many zones were looked at
    /// @param closedIn in how many it is closed
    /// @param until lower bound of the first instant at which it is open in all; empty if it does not open
    record Met(int clocks, int closedIn, boolean isOpenByWeek, Optional<Instant> until) {}

    HoursCheck(Clause.Hours hours) {
        this.hours = hours;
    }

    Met check(List<Situated> views, Instant now) throws Missing {
        int clocks = 0;
        int closed = 0;
        boolean byWeek = true;
        Optional<Instant> until = Optional.of(now);
        for (var view : views) {
            var opening = opening(view);
            for (int i = -1; i < hours.alsoIn().size(); i++) {
                var zone = i < 0 ? view.zone() : hours.alsoIn().get(i);
                if (i >= 0 && zone.equals(view.zone())) {
                    continue;
                }
                var wall = i < 0 ? view.wall() : LocalDateTime.ofInstant(now, zone);
                clocks++;
                byWeek &= opening.isOpenByWeek(wall);
                if (!opening.isOpen(wall)) {
                    closed++;
                    var opens = opening.firstOpen(now, zone);
                    until = until.flatMap(bound -> opens.map(next -> next.isAfter(bound) ? next : bound));
                }
            }
        }
        return new Met(clocks, closed, byWeek, until);
    }

    private Opening opening(Situated view) throws Missing {
        var instead = spans(hours.openAs(), view);
        var beside = spans(hours.orOpen(), view);
        List<Span> also = beside;
        if (!instead.isEmpty()) {
            also = new ArrayList<>(beside);
            also.addAll(instead);
        }
        return new Opening(
                instead.isEmpty() ? hours.open() : NEVER,
                also,
                spans(hours.closed(), view),
                hours.closedDays() == null ? Set.of() : days(view));
    }

    private Set<String> days(Situated view) throws Missing {
        var days = (List<?>) Objects.requireNonNull(hours.closedDays()).value(view);
        if (days.isEmpty()) {
            return Set.of();
        }
        var names = new LinkedHashSet<String>();
        days.forEach(day -> names.add(String.valueOf(day).toUpperCase(Locale.ROOT)));
        return names;
    }

    private static List<Span> spans(@Nullable Expression windows, Situated view) throws Missing {
        if (windows == null) {
            return List.of();
        }
        var said = (List<?>) windows.value(view);
        if (said.isEmpty()) {
            return List.of();
        }
        var spans = new ArrayList<Span>();
        for (var window : said) {
            spans.add(new Span(time((Facts) window, "from", view), time((Facts) window, "to", view)));
        }
        return spans;
    }

    private static LocalTime time(Facts window, String key, Situated view) throws Missing {
        try {
            var text = String.valueOf(Objects.requireNonNullElse(window.seen(key, view), "00:00"));
            var known = TIMES.get(text);
            return known == null ? LocalTime.parse(text) : known;
        } catch (DateTimeException e) {
            throw new Missing("a time of day in the place of \"" + window.raw(key) + "\"");
        } catch (Facts.SourceFailed e) {
            throw new Missing(e.getMessage() + " (its source did not answer)");
        }
    }
}
