package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.launcher.Conductor.CrowdPulse;
import io.throughline.launcher.Conductor.Move;
import io.throughline.launcher.Conductor.PlatformPulse;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConductorTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final CrowdPulse NOBODY = new CrowdPulse(0, OptionalLong.empty(), false);
    private static final CrowdPulse OVER = new CrowdPulse(0, OptionalLong.empty(), true);
    private static final Move LIVELY = new Move.Run(Conductor.LIVELY);

    private final Conductor conductor = new Conductor();

    @Test
    void time_runs_while_the_platform_has_work() {
        assertThat(twice(new PlatformPulse(3, 0, in(Duration.ofHours(1))), NOBODY))
                .isEqualTo(LIVELY);
        assertThat(twice(new PlatformPulse(0, 1, in(Duration.ofHours(1))), NOBODY))
                .isEqualTo(LIVELY);
    }

    @Test
    void time_runs_while_something_planned_is_overdue() {
        assertThat(twice(idle(in(Duration.ofSeconds(-1))), NOBODY)).isEqualTo(LIVELY);
        assertThat(twice(idle(in(Duration.ofHours(1))), new CrowdPulse(0, in(Duration.ZERO), false)))
                .isEqualTo(LIVELY);
    }

    @Test
    void time_runs_while_somebody_acts() {
        assertThat(twice(idle(in(Duration.ofHours(1))), new CrowdPulse(1, OptionalLong.empty(), false)))
                .isEqualTo(LIVELY);
    }

    @Test
    void the_next_who_comes_soon_joins_the_few_who_act() {
        assertThat(twice(idle(in(Duration.ofHours(1))), new CrowdPulse(2, in(Duration.ofSeconds(50)), false)))
                .isEqualTo(leap(Duration.ofSeconds(50)));
    }

    @Test
    void nobody_joins_out_of_turn() {
        OptionalLong soon = in(Duration.ofSeconds(50));
        assertThat(twice(idle(in(Duration.ofHours(1))), new CrowdPulse(2, in(Duration.ofMinutes(5)), false)))
                .as("who comes later")
                .isEqualTo(LIVELY);
        assertThat(twice(idle(in(Duration.ofHours(1))), new CrowdPulse(8, soon, false)))
                .as("where it is full")
                .isEqualTo(LIVELY);
        assertThat(twice(idle(in(Duration.ofSeconds(20))), new CrowdPulse(2, soon, false)))
                .as("before the platform's own next moment")
                .isEqualTo(LIVELY);
        assertThat(twice(new PlatformPulse(1, 0, in(Duration.ofHours(1))), new CrowdPulse(2, soon, false)))
                .as("while the platform has work due")
                .isEqualTo(LIVELY);
    }

    @Test
    void when_nobody_does_anything_it_leaps_to_what_comes_first() {
        CrowdPulse later = new CrowdPulse(0, in(Duration.ofDays(3)), false);
        assertThat(twice(idle(in(Duration.ofHours(20))), later)).isEqualTo(leap(Duration.ofHours(20)));
        assertThat(twice(idle(OptionalLong.empty()), later)).isEqualTo(leap(Duration.ofDays(3)));
    }

    @Test
    void one_quiet_look_is_not_enough_for_a_leap() {
        PlatformPulse idle = idle(in(Duration.ofHours(20)));
        assertThat(conductor.next(idle, NOBODY, NOW)).isEqualTo(LIVELY);
        assertThat(conductor.next(idle, NOBODY, NOW)).isEqualTo(leap(Duration.ofHours(20)));
        conductor.next(new PlatformPulse(1, 0, OptionalLong.empty()), NOBODY, NOW);
        assertThat(conductor.next(idle, NOBODY, NOW)).isEqualTo(LIVELY);
    }

    @Test
    void time_waits_for_a_platform_that_is_away() {
        assertThat(conductor.platformAway()).isEqualTo(new Move.Run(Conductor.ALMOST_STILL));
    }

    @Test
    void it_ends_when_the_crowd_is_done_and_nothing_comes_for_a_long_time() {
        assertThat(often(idle(OptionalLong.empty()), OVER)).isEqualTo(new Move.Finish());
        assertThat(often(idle(in(Duration.ofDays(121))), OVER)).isEqualTo(new Move.Finish());
    }

    @Test
    void it_does_not_end_while_anything_is_still_to_come() {
        assertThat(often(idle(in(Duration.ofDays(119))), OVER)).isEqualTo(leap(Duration.ofDays(119)));
        assertThat(often(new PlatformPulse(0, 1, OptionalLong.empty()), OVER)).isEqualTo(LIVELY);
        assertThat(often(idle(OptionalLong.empty()), NOBODY))
                .as("nothing planned, but the crowd is not done")
                .isEqualTo(LIVELY);
    }

    private Move twice(PlatformPulse platform, CrowdPulse crowd) {
        conductor.platformAway();
        conductor.next(platform, crowd, NOW);
        return conductor.next(platform, crowd, NOW);
    }

    private Move often(PlatformPulse platform, CrowdPulse crowd) {
        for (int look = 0; look < 20; look++) {
            conductor.next(platform, crowd, NOW);
        }
        return conductor.next(platform, crowd, NOW);
    }

    private static PlatformPulse idle(OptionalLong nextAt) {
        return new PlatformPulse(0, 0, nextAt);
    }

    private static Move leap(Duration from) {
        return new Move.Leap(NOW.plus(from).toEpochMilli(), Conductor.LIVELY);
    }

    private static OptionalLong in(Duration time) {
        return OptionalLong.of(NOW.plus(time).toEpochMilli());
    }
}
