package io.throughline.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.policy.pack.Week.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The first opening is the one that looking at the clock every minute finds, on days on which clocks change too.
class OpeningTest {
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("America/New_York"),
            ZoneId.of("America/Phoenix"),
            ZoneId.of("Europe/London"),
            // half an hour is all that changes there
            ZoneId.of("Australia/Lord_Howe"));

    @Test
    void the_first_opening_is_what_the_clock_on_the_wall_shows() {
        var random = new Random(20_261_122);
        for (int i = 0; i < 300; i++) {
            var opening = opening(random);
            var zone = ZONES.get(random.nextInt(ZONES.size()));
            var from = ZonedDateTime.of(2026, random.nextBoolean() ? 3 : 11, 1, 0, 0, 0, 0, zone)
                    .plusMinutes(random.nextInt(35 * 24 * 60))
                    .toInstant();

            assertThat(opening.firstOpen(from, zone))
                    .as("%d: %s from %s in %s", i, opening, from, zone)
                    .isEqualTo(search(opening, from, zone));
        }
    }

    private static Optional<Instant> search(Opening opening, Instant from, ZoneId zone) {
        for (int minute = 0; minute < 9 * 24 * 60; minute++) {
            var at = from.plus(Duration.ofMinutes(minute));
            if (opening.isOpen(at, zone)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Opening opening(Random random) {
        var days = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            days.put(day, random.nextInt(4) == 0 ? List.of() : List.of(span(random)));
        }
        return new Opening(
                random.nextInt(5) == 0 ? null : new Week(days, random.nextBoolean() ? null : List.of(), "US"),
                random.nextInt(3) == 0 ? List.of(span(random)) : List.of(),
                random.nextInt(2) == 0 ? List.of(span(random)) : List.of(),
                random.nextInt(3) == 0
                        ? Set.of(DayOfWeek.of(1 + random.nextInt(7)).name())
                        : Set.of());
    }

    /// Some lie in the hours that clocks leave out or show twice, some go over midnight.
    private static Span span(Random random) {
        var from =
                LocalTime.of(random.nextInt(3) == 0 ? random.nextInt(4) : random.nextInt(24), random.nextInt(4) * 15);
        return new Span(
                from,
                from.plusMinutes(15L + random.nextInt(14 * 60)).truncatedTo(java.time.temporal.ChronoUnit.MINUTES));
    }
}
