package io.throughline.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Optional;

/// Hours of the day in which a person may be contacted, half-open, holding in every zone they may be
/// in.
///
/// Local times come from the zone's own rules, so a day on which clocks change is as long as it is.
record ContactWindow(LocalTime opens, LocalTime closes) {
    /// regf.time-window: before 08:00 and from 21:00 local time is inconvenient (12 CFR
    /// 1006.6(b)(1)(i)); half-open
    /// satisfies the regulation and, but for the single instant 08:00:00, the statute (15 USC
    /// 1692c(a)(1)).
    static final ContactWindow REGULATION_F = new ContactWindow(LocalTime.of(8, 0), LocalTime.of(21, 0));

    /// Zones whose windows meet do so every day. Two days leave room for a day on which clocks change.
    private static final Duration LONGEST_WAIT = Duration.ofDays(2);

    boolean isOpen(Instant now, Collection<ZoneId> zones) {
        return zones.stream().allMatch(zone -> isOpen(now.atZone(zone).toLocalTime()));
    }

    /// The first instant from `from` on at which the window is open in every zone; none if the windows
    /// never meet.
    ///
    /// Each zone that is closed moves the instant to its own next opening, which is a lower bound for
    /// all; when no zone
    /// moves it any more, it is the answer.
    Optional<Instant> firstOpen(Instant from, Collection<ZoneId> zones) {
        var last = from.plus(LONGEST_WAIT);
        var candidate = from;
        while (!isOpen(candidate, zones)) {
            for (var zone : zones) {
                candidate = nextOpening(candidate.atZone(zone));
            }
            if (candidate.isAfter(last)) {
                return Optional.empty();
            }
        }
        return Optional.of(candidate);
    }

    private Instant nextOpening(ZonedDateTime local) {
        if (isOpen(local.toLocalTime())) {
            return local.toInstant();
        }
        var day = local.toLocalTime().isBefore(opens)
                ? local.toLocalDate()
                : local.toLocalDate().plusDays(1);
        return day.atTime(opens).atZone(local.getZone()).toInstant();
    }

    private boolean isOpen(LocalTime time) {
        return !time.isBefore(opens) && time.isBefore(closes);
    }
}
