package io.throughline.policy.plan;

import java.time.Duration;
import java.util.List;

/// What a definition allows: so many touches, each by a channel and so long after the one before.
///
/// @param patience how long the better channel is waited for before another is taken
/// @param leastConfidence endpoints that are less surely the person's are not used, 0 to 100
public record TouchPlan(List<Slot> slots, Duration patience, int leastConfidence) {
    /// Until the same hour of the next day but one: past a night and a closed day.
    private static final Duration PATIENCE = Duration.ofHours(48);

    private static final int LEAST_CONFIDENCE = 50;

    public TouchPlan {
        slots = List.copyOf(slots);
    }

    /// The usual patience and confidence (house).
    public TouchPlan(List<Slot> slots) {
        this(slots, PATIENCE, LEAST_CONFIDENCE);
    }

    /// One touch.
    ///
    /// @param after since the touch before; for the first, since now
    public record Slot(String channel, Duration after) {}

    /// How early a channel comes in the plan from a touch on; those used up before come last.
    ///
    /// @return -1 if the plan does not have it
    int order(String channel, int from) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get((from + i) % slots.size()).channel().equals(channel)) {
                return i;
            }
        }
        return -1;
    }
}
