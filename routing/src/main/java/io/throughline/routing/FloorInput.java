package io.throughline.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happens on the floor. Times that come due are not inputs: [Floor#take] lets them happen first.
public sealed interface FloorInput {
    /// Work comes in. The id of work that is there already changes nothing.
    record Arrive(WorkItem item) implements FloorInput {}

    /// Work is gone: the customer hung up, the case moved by itself.
    record Withdraw(String item, String reason) implements FloorInput {}

    /// Somebody is known from now on, or is known differently: skills, rights and queues count from this moment.
    record Know(Agent agent) implements FloorInput {}

    record Present(String agent, Presence presence, String reason) implements FloorInput {}

    record Accept(String agent, String item) implements FloorInput {}

    record Reject(String agent, String item, String reason) implements FloorInput {}

    /// The contact is over; wrap-up follows where the queue has one.
    record Complete(String agent, String item) implements FloorInput {}

    record WrappedUp(String agent) implements FloorInput {}

    /// Whoever has it gives it to another queue, or to a person; it keeps its place in line.
    record Transfer(
            String agent,
            String item,
            String queue,
            @Nullable String person,
            String reason) implements FloorInput {}

    /// The customer is called back at `at`; the place in line is kept.
    record CallBack(String item, Instant at, @Nullable String person) implements FloorInput {}

    record Prioritise(String item, int priority, String by, String reason) implements FloorInput {}

    record Move(String item, String queue, String by, String reason) implements FloorInput {}

    /// A supervisor offers it to one person, who must hold what it needs.
    record Assign(String item, String agent, String by, String reason) implements FloorInput {}

    /// Somebody who looks after the floor goes on with what another has at work. They must hold what it needs and be
    /// there; how much they have already is theirs to judge.
    record TakeOver(String item, String agent, String reason) implements FloorInput {}

    /// Nothing but time.
    record Wait() implements FloorInput {}
}
