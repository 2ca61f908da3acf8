package io.throughline.policy;

import io.throughline.engine.By.Channel;
import io.throughline.policy.ContactFacts.Attempt;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How often a person may be reached: a number of messages on one channel in a calendar day, and of
/// all messages in a
/// number of calendar days. Days are dates in the consumer's zone; of several zones the one that
/// blocks longest counts
/// (clock.calendar-days).
record ContactCap(int onChannelADay, int inPeriod, int periodDays) {
    /// regf.harassment-general: no numeric limit in the rule (12 CFR 1006.14(a)); the house figure is
    /// 1 text and 1
    /// email
    /// a day and 3 messages in 7 days.
    static final ContactCap HOUSE = new ContactCap(1, 3, 7);

    /// A cap that is reached, and from when it is not any more.
    record Reached(Instant until, String rule, String reason) {}

    /// The cap that blocks longest at `now`, if any does.
    Optional<Reached> reached(Channel channel, List<Attempt> attempts, Collection<ZoneId> zones, Instant now) {
        return zones.stream()
                .flatMap(zone -> Stream.of(ofDay(channel, attempts, zone), ofPeriod(attempts, zone)))
                .flatMap(Optional::stream)
                .filter(reached -> reached.until().isAfter(now))
                .max(Comparator.comparing(Reached::until));
    }

    private Optional<Reached> ofDay(Channel channel, List<Attempt> attempts, ZoneId zone) {
        var sameChannel = attempts.stream()
                .filter(attempt -> attempt.channel() == channel)
                .toList();
        return nthLatestDay(sameChannel, zone, onChannelADay)
                .map(day -> new Reached(
                        start(day.plusDays(1), zone),
                        "contact.cap-day",
                        onChannelADay + " message a day on this channel has gone out"));
    }

    private Optional<Reached> ofPeriod(List<Attempt> attempts, ZoneId zone) {
        return nthLatestDay(attempts, zone, inPeriod)
                .map(day -> new Reached(
                        start(day.plusDays(periodDays), zone),
                        "contact.cap-week",
                        inPeriod + " messages in " + periodDays + " days have gone out"));
    }

    private static Optional<LocalDate> nthLatestDay(List<Attempt> attempts, ZoneId zone, int n) {
        return attempts.stream()
                .map(attempt -> attempt.at().atZone(zone).toLocalDate())
                .sorted(Comparator.reverseOrder())
                .skip(n - 1L)
                .findFirst();
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
