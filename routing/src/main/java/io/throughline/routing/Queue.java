package io.throughline.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A line of work and how it is given out.
///
/// @param rings skills asked for, easier with every ring; at least one, the first from the start
/// @param overflow where work goes on waiting, in its place, after a while; null: it stays
/// @param offerFor how long an offer stands before it counts as missed
/// @param wrapUp what comes after a contact
public record Queue(
        String name,
        List<Ring> rings,
        @Nullable Overflow overflow,
        Hours hours,
        Target target,
        Duration offerFor,
        WrapUp wrapUp,
        Choice choice) {

    /// Skills wanted once work has waited `after`.
    public record Ring(Duration after, Map<String, Integer> skills) {
        public Ring {
            skills = Collections.unmodifiableMap(new TreeMap<>(skills));
        }
    }

    /// Work that has waited `after` waits in `queue` from then on.
    public record Overflow(Duration after, String queue) {}

    /// Service level aimed at: `percent` of the work taken up within `within`.
    public record Target(int percent, Duration within) {}

    /// After-contact work.
    ///
    /// @param atMost when it ends by itself; null: when the agent says so
    public record WrapUp(Mode mode, @Nullable Duration atMost) {
        public static final WrapUp NONE = new WrapUp(Mode.NONE, null);

        /// Whether there is any.
        public enum Mode {
            /// The next offer may come at once.
            NONE,
            /// The agent may end it before its time.
            UP_TO,
            /// It lasts its time.
            FIXED
        }
    }

    /// Who is offered work when several are free.
    public enum Choice {
        LONGEST_IDLE,
        /// The highest sum of proficiency in the wanted skills; among equals the longest idle.
        MOST_SKILLED
    }

    public Queue {
        rings = List.copyOf(rings);
        if (rings.isEmpty() || !rings.getFirst().after().isZero()) {
            throw new IllegalArgumentException("queue " + name + ": its first ring begins at once");
        }
        for (int i = 1; i < rings.size(); i++) {
            if (rings.get(i).after().compareTo(rings.get(i - 1).after()) <= 0) {
                throw new IllegalArgumentException(
                        "queue " + name + ": ring " + (i + 1) + " begins after the one before");
            }
        }
        if (offerFor.isZero() || offerFor.isNegative()) {
            throw new IllegalArgumentException("queue " + name + ": an offer has to stand for a moment");
        }
        if (overflow != null && overflow.queue().equals(name)) {
            throw new IllegalArgumentException("queue " + name + " cannot overflow into itself");
        }
    }

    /// Always open, anybody who serves it, 80 % within 20 s, offers for 20 s, no wrap-up.
    public static Queue of(String name, Map<String, Integer> skills) {
        return new Queue(
                name,
                List.of(new Ring(Duration.ZERO, skills)),
                null,
                Hours.ALWAYS,
                new Target(80, Duration.ofSeconds(20)),
                Duration.ofSeconds(20),
                WrapUp.NONE,
                Choice.LONGEST_IDLE);
    }
}
