package io.throughline.routing;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What somebody must have to be given a piece of work, however long it waits. Skills relax with time, these never do.
///
/// @param kind channel kind, which decides what else one may do meanwhile: `voice`, `chat`, `case`
/// @param language BCP 47 language the work is done in; null: any
/// @param clearances what one must be cleared for, such as `health`
/// @param right the decision right that finishes it; null: none
/// @param amount how far the right must go, in minor units; 0 with a right: the right alone is enough
/// @param never people who must not be given it, such as who asked for the approval
public record Need(
        String kind,
        @Nullable String language,
        Set<String> clearances,
        @Nullable String right,
        long amount,
        Set<String> never) {
    public Need {
        if (amount < 0) {
            throw new IllegalArgumentException("an amount of " + amount + " cannot be decided on");
        }
        clearances = Set.copyOf(clearances);
        never = Set.copyOf(never);
    }

    /// Work of a kind that anybody may do.
    public static Need of(String kind) {
        return new Need(kind, null, Set.of(), null, 0, Set.of());
    }

    /// The first thing that keeps `agent` from this work, or null. Says nothing of skills or of being free.
    @Nullable
    Hindrance hindrance(Agent agent) {
        if (never.contains(agent.id())) {
            return Hindrance.OWN_REQUEST;
        }
        if (right != null && agent.limit(right) < amount) {
            return Hindrance.RIGHT;
        }
        if (!agent.clearances().containsAll(clearances)) {
            return Hindrance.CLEARANCE;
        }
        return language == null || agent.languages().contains(language) ? null : Hindrance.LANGUAGE;
    }

    /// In words, for whoever asks why.
    String words() {
        var words = new StringBuilder(kind);
        if (language != null) {
            words.append(", in ").append(language);
        }
        if (!clearances.isEmpty()) {
            words.append(", cleared for ").append(String.join(" and ", new TreeSet<>(clearances)));
        }
        if (right != null) {
            words.append(", may decide ").append(right);
        }
        return words.toString();
    }
}
