package io.throughline.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A piece of work that waits for a person.
///
/// @param about what it belongs to, such as a case
/// @param intent what the customer or the process wants of the person
/// @param priority higher goes first
/// @param since its place in line: kept through transfer, call-back and escalation
/// @param due when it should be done; null: no time told
/// @param preferred who gets it first, if they come free in time; null: nobody
public record WorkItem(
        String id,
        String about,
        String intent,
        String queue,
        int priority,
        Instant since,
        @Nullable Instant due,
        Need need,
        @Nullable Preferred preferred) {

    /// A person who is waited for: the last one the customer spoke to, or their own.
    public record Preferred(String agent, Instant until) {}

    WorkItem inQueue(String other) {
        return new WorkItem(id, about, intent, other, priority, since, due, need, null);
    }

    WorkItem withPriority(int other) {
        return new WorkItem(id, about, intent, queue, other, since, due, need, preferred);
    }

    WorkItem withPreferred(@Nullable Preferred other) {
        return new WorkItem(id, about, intent, queue, priority, since, due, need, other);
    }
}
