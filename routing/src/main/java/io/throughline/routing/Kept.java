package io.throughline.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A floor as somebody kept it, so that another process can go on with it ([Floor#goOn]). What is only known while
/// waiting, such as how many offers in a row somebody has missed, begins anew.
public record Kept(List<Person> people, List<Item> items) {
    public Kept {
        people = List.copyOf(people);
        items = List.copyOf(items);
    }

    /// @param idleSince when their last contact ended or they came
    /// @param wrapUp the time after their last contact, if they are in it
    public record Person(
            Agent agent,
            Presence presence,
            Instant idleSince,
            @Nullable WrapUp wrapUp) {}

    /// @param until when it ends by itself; null: when the agent says so
    public record WrapUp(@Nullable Instant until, boolean mayEnd) {}

    /// @param inQueueSince when it came into its present queue; rings and overflow count from there
    /// @param agent to whom it is offered, or who has it at work
    /// @param until end of the offer, or the time of the call-back
    /// @param why as it was told when it was offered
    /// @param declined who is not offered it for a while, and until when
    public record Item(
            WorkItem item,
            Instant inQueueSince,
            Stand stand,
            @Nullable String agent,
            @Nullable Instant until,
            String why,
            Map<String, Instant> declined) {}

    /// Where an item stood.
    public enum Stand {
        IN_LINE,
        OFFERED,
        AT_WORK,
        CALL_BACK
    }
}
