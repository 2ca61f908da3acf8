package io.throughline.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came of it, oldest first. Together they are the history of every item and every agent.
public sealed interface FloorEvent {
    Instant at();

    record Arrived(Instant at, WorkItem item) implements FloorEvent {}

    /// @param until the end of the time for an answer
    /// @param why how this person came to be chosen
    record Offered(Instant at, String item, String agent, Instant until, String why) implements FloorEvent {}

    record Accepted(Instant at, String item, String agent) implements FloorEvent {}

    record Rejected(Instant at, String item, String agent, String reason) implements FloorEvent {}

    record TimedOut(Instant at, String item, String agent) implements FloorEvent {}

    /// The offer no longer stands: the work is gone, another has it, or the right is.
    record Rescinded(Instant at, String item, String agent, String reason) implements FloorEvent {}

    /// Easier to fulfil from now on, with skills of this ring (from 0).
    record Relaxed(Instant at, String item, int ring) implements FloorEvent {}

    record Moved(Instant at, String item, String from, String to, String reason) implements FloorEvent {}

    record Prioritised(Instant at, String item, int from, int to, String by, String reason) implements FloorEvent {}

    /// Back in line, in its old place.
    record Returned(Instant at, String item, String agent, String reason) implements FloorEvent {}

    /// At work with another from now on; nothing of it is interrupted.
    record TakenOver(Instant at, String item, String from, String agent, String reason) implements FloorEvent {}

    record Held(Instant at, String item, Instant until, String reason) implements FloorEvent {}

    record Completed(Instant at, String item, String agent) implements FloorEvent {}

    record Withdrawn(Instant at, String item, String reason) implements FloorEvent {}

    record PresenceChanged(Instant at, String agent, Presence presence, String reason) implements FloorEvent {}

    record WrapUpBegan(
            Instant at, String agent, String item, @Nullable Instant until) implements FloorEvent {}

    record WrapUpEnded(Instant at, String agent) implements FloorEvent {}

    /// The input was not carried out and changed nothing.
    record Refused(Instant at, String code, String reason) implements FloorEvent {}
}
