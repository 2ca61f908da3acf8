package io.throughline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How many people a number of calls needs, and what a replay of calls tells.
class StaffingTest {
    @Test
    void the_fewest_people_are_those_of_a_textbook() {
        // 100 calls in half an hour of 180 s each, 80 % within 20 s: 14 people, 88.8 % in time, 7.8 s on average
        var level = new Staffing(180, 20, 0.8).fewest(100 / 1800.0);
        assertThat(level.people()).isEqualTo(14);
        assertThat(level.inTime()).isCloseTo(0.888, within(0.001));
        assertThat(level.waitSeconds()).isCloseTo(7.8, within(0.1));
    }

    @Test
    void every_call_of_a_day_is_answered_or_gives_up() {
        var day = new CallLog.Day(LocalDate.of(2003, 9, 8), LocalTime.of(7, 0), Collections.nCopies(24, 30));
        var few = Replay.of(day, List.of(level(8), level(8), level(8), level(8)));
        var many = Replay.of(day, List.of(level(60), level(60), level(60), level(60)));
        assertThat(few.calls()).isEqualTo(day.total());
        assertThat(few.gaveUp()).isGreaterThan(0.3);
        assertThat(many.gaveUp()).isZero();
        assertThat(many.inTime()).isEqualTo(1);
        assertThat(many.meanWait()).isZero();
    }

    private static Staffing.Level level(int people) {
        return new Staffing.Level(people, 1, 0);
    }
}
