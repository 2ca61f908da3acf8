package io.throughline.workflow;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A queue as `queues.yaml` describes it: who serves it, when, and how work in it is given out.
///
/// @param servedBy teams; not people
/// @param week when it is open, by weekday; a weekday not named is closed
/// @param days dates that differ from their weekday; holidays have no hours
/// @param target service level aimed at
/// @param rings skills asked for, less and less; the first from the start
/// @param offerFor how long an offer stands
/// @param mostSkilled whether the most skilled of the free is asked first, and not the longest idle
public record ServedQueue(
        String name,
        List<String> servedBy,
        ZoneId zone,
        Map<DayOfWeek, List<Hours>> week,
        Map<LocalDate, List<Hours>> days,
        Target target,
        List<Ring> rings,
        @Nullable Overflow overflow,
        Duration offerFor,
        WrapUp wrapUp,
        boolean mostSkilled) {

    /// A close of midnight is the end of the day.
    public record Hours(LocalTime open, LocalTime close) {}

    public record Target(int percent, Duration within) {}

    /// @param after waiting so long
    /// @param skills with the proficiency asked for, 1 to 10
    public record Ring(Duration after, Map<String, Integer> skills) {}

    public record Overflow(Duration after, String to) {}

    /// Time after a contact.
    ///
    /// @param time null: none
    /// @param isFixed whether it lasts its time, and does not end when the agent says so
    public record WrapUp(@Nullable Duration time, boolean isFixed) {
        public static final WrapUp NONE = new WrapUp(null, false);
    }
}
