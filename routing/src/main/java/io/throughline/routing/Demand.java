package io.throughline.routing;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the work in one line asks of people. Items with equal demands wait in one line, so that a free agent is matched
/// with lines, of which there are hundreds, and not with items, of which there may be a hundred thousand.
///
/// @param tier how far the right must go, rounded up to the next limit that anybody has
record Demand(
        String queue,
        Map<String, Integer> skills,
        String kind,
        @Nullable String language,
        Set<String> clearances,
        @Nullable String right,
        long tier) {

    @Nullable
    Hindrance hindrance(Agent agent) {
        if (right != null && agent.limit(right) < tier) {
            return Hindrance.RIGHT;
        }
        if (!agent.clearances().containsAll(clearances)) {
            return Hindrance.CLEARANCE;
        }
        if (language != null && !agent.languages().contains(language)) {
            return Hindrance.LANGUAGE;
        }
        if (!agent.queues().contains(queue)) {
            return Hindrance.QUEUE;
        }
        return agent.hasSkills(skills) && agent.capacity().containsKey(kind) ? null : Hindrance.SKILL;
    }
}
