package io.throughline.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the linter is told beside the files.
///
/// @param tried by workflow, the outcomes that its scenarios take, as `step.outcome`; none there: nobody has looked
/// @param workflows those that a `run` step can open, by name; null: it is not known
/// @param purposes those that the fact model gives to somebody as whom we act; null: it is not known
/// @param older an older version of a workflow, by its content hash or the first characters of it
public record Surroundings(
        Map<String, Set<String>> tried,
        @Nullable Map<String, Definition> workflows,
        @Nullable Set<String> purposes,
        Function<String, Optional<Definition>> older) {
    /// Nothing but the files.
    public static final Surroundings NONE = new Surroundings(Map.of(), null);

    /// Without older versions.
    public Surroundings(Map<String, Set<String>> tried, @Nullable Map<String, Definition> workflows) {
        this(tried, workflows, null, _ -> Optional.empty());
    }

    /// The same, with older versions at hand.
    public Surroundings with(Function<String, Optional<Definition>> olderVersions) {
        return new Surroundings(tried, workflows, purposes, olderVersions);
    }

    /// The same, with the purposes that the packs know.
    public Surroundings with(Set<String> known) {
        return new Surroundings(tried, workflows, Set.copyOf(known), older);
    }
}
