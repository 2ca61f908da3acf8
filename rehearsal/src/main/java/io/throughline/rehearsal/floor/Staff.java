package io.throughline.rehearsal.floor;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// How many people there are, by day of the week and hour of the day where the floor is. Immutable.
public final class Staff {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    /// A closed line opens within this, or never.
    private static final int LONGEST_CLOSED = 24 * 15;

    private final ZoneId zone;
    private final Set<DayOfWeek> days;
    private final int[] byHour;
    private final int most;

    /// @param byHour people in each of the 24 hours, on the days named; nobody on the others
    public Staff(ZoneId zone, Set<DayOfWeek> days, int[] byHour) {
        if (byHour.length != 24) {
            throw new IllegalArgumentException("a day has 24 hours, not " + byHour.length);
        }
        this.zone = zone;
        this.days = EnumSet.copyOf(days);
        this.byHour = byHour.clone();
        this.most = Arrays.stream(byHour).max().orElse(0);
    }

    /// The same number of people day and night.
    public static Staff always(int people) {
        int[] byHour = new int[24];
        Arrays.fill(byHour, people);
        return new Staff(ZoneId.of("UTC"), EnumSet.allOf(DayOfWeek.class), byHour);
    }

    /// The largest number of people at any hour.
    public int most() {
        return most;
    }

    public ZoneId zone() {
        return zone;
    }

    /// People at an instant.
    public int at(long when) {
        var local = Instant.ofEpochMilli(when).atZone(zone);
        return days.contains(local.getDayOfWeek()) ? byHour[local.getHour()] : 0;
    }

    /// The first instant from `from` on at which more than `people` are there; [Waiting#FOREVER] if there
    /// never are.
    public long moreThan(int people, long from) {
        if (people >= most) {
            return Waiting.FOREVER;
        }
        if (at(from) > people) {
            return from;
        }
        long next = (Math.floorDiv(from, HOUR) + 1) * HOUR;
        for (int i = 0; i < LONGEST_CLOSED; i++, next += HOUR) {
            if (at(next) > people) {
                return next;
            }
        }
        return Waiting.FOREVER;
    }
}
