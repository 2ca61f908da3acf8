package io.throughline.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// Decides how the shared clock moves while a crowd plays out its weeks in minutes: at a lively pace while somebody
/// does something, in leaps while nobody does, hardly at all while the platform is away. It decides, no more.
final class Conductor {
    static final long LIVELY = 30 * SharedClockFile.WALL_PACE;
    static final long ALMOST_STILL = 1_000;
    static final Duration HORIZON = Duration.ofDays(120);

    /// Fewer people than can act at once, so that the next one may join them.
    private static final int FEW = 7;
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int QUIET_LOOKS_BEFORE_A_LEAP = 2;
    private static final int QUIET_LOOKS_BEFORE_THE_END = 5;

    private int quietLooks;

    /// What the platform says of itself: work due now, work in hand, and the virtual moment of the next timer or
    /// effect.
    record PlatformPulse(long due, long inFlight, OptionalLong nextAt) {}

    /// What the crowd says of itself: people doing something now, the virtual moment of the next planned act, and
    /// whether all is over.
    record CrowdPulse(long active, OptionalLong nextAt, boolean isDone) {}

    /// One move of the clock.
    sealed interface Move {
        record Run(long rateMicros) implements Move {}

        record Leap(long toVirtualMillis, long rateMicros) implements Move {}

        record Finish() implements Move {}
    }

    /// The platform does not answer: time waits for it.
    Move platformAway() {
        quietLooks = 0;
        return new Move.Run(ALMOST_STILL);
    }

    Move next(PlatformPulse platform, CrowdPulse crowd, Instant virtualNow) {
        long now = virtualNow.toEpochMilli();
        if (mayBeJoined(platform, crowd, now)) {
            quietLooks = 0;
            return new Move.Leap(crowd.nextAt().getAsLong(), LIVELY);
        }
        if (isBusy(platform, crowd, now)) {
            quietLooks = 0;
            return new Move.Run(LIVELY);
        }
        // One quiet look may fall between an act and what it sets off; a leap then would make the answer days late.
        quietLooks++;
        if (crowd.isDone() && isBeyondHorizon(platform.nextAt(), now)) {
            return quietLooks >= QUIET_LOOKS_BEFORE_THE_END ? new Move.Finish() : new Move.Run(LIVELY);
        }
        OptionalLong next = LongStream.concat(platform.nextAt().stream(), crowd.nextAt().stream())
                .min();
        if (next.isEmpty() || quietLooks < QUIET_LOOKS_BEFORE_A_LEAP) {
            return new Move.Run(LIVELY);
        }
        return new Move.Leap(next.getAsLong(), LIVELY);
    }

    /// A visit lasts virtual minutes but machine milliseconds: people who come within the next minute meet on the page.
    /// As each such leap begins an act and few act at once, a visit is stretched by minutes at most.
    private static boolean mayBeJoined(PlatformPulse platform, CrowdPulse crowd, long now) {
        return crowd.active() > 0
                && crowd.active() <= FEW
                && platform.due() == 0
                && isBetween(crowd.nextAt(), now, now + SOON.toMillis())
                && platform.nextAt().stream().allMatch(at -> at > crowd.nextAt().getAsLong());
    }

    private static boolean isBetween(OptionalLong moment, long after, long until) {
        return moment.stream().anyMatch(at -> at > after && at <= until);
    }

    private static boolean isBusy(PlatformPulse platform, CrowdPulse crowd, long now) {
        return platform.due() > 0
                || platform.inFlight() > 0
                || crowd.active() > 0
                || platform.nextAt().stream().anyMatch(at -> at <= now)
                || crowd.nextAt().stream().anyMatch(at -> at <= now);
    }

    private static boolean isBeyondHorizon(OptionalLong nextAt, long now) {
        return nextAt.stream().allMatch(at -> at > now + HORIZON.toMillis());
    }
}
