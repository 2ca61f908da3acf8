package io.throughline.policy.pack;

import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Missing;
import io.throughline.policy.pack.Week.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a clause of hours is open on every clock that counts (geo.window).
final class HoursCheck {
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
            var zones = new LinkedHashSet<ZoneId>();
            zones.add(view.zone());
            zones.addAll(hours.alsoIn());
            for (var zone : zones) {
                clocks++;
                byWeek &= opening.isOpenByWeek(now, zone);
                if (!opening.isOpen(now, zone)) {
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
        var also = new ArrayList<>(spans(hours.orOpen(), view));
        also.addAll(instead);
        var never = new Week(Map.of(), null, "US");
        return new Opening(
                hours.openAs() == null ? hours.open() : instead.isEmpty() ? hours.open() : never,
                also,
                spans(hours.closed(), view),
                days(view));
    }

    private Set<String> days(Situated view) throws Missing {
        var days = new LinkedHashSet<String>();
        if (hours.closedDays() != null) {
            for (var day : (List<?>) hours.closedDays().value(view)) {
                days.add(String.valueOf(day).toUpperCase(Locale.ROOT));
            }
        }
        return days;
    }

    private static List<Span> spans(@Nullable Expression windows, Situated view) throws Missing {
        if (windows == null) {
            return List.of();
        }
        var spans = new ArrayList<Span>();
        for (var window : (List<?>) windows.value(view)) {
            var said = (FactView) window;
            spans.add(new Span(time(said, "from", "00:00"), time(said, "to", "00:00")));
        }
        return spans;
    }

    private static LocalTime time(FactView window, String key, String otherwise) throws Missing {
        var said = window.get(key);
        var text = said == null ? otherwise : String.valueOf(said);
        try {
            return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new Missing("a time of day in the place of \"" + text + "\"");
        }
    }
}
