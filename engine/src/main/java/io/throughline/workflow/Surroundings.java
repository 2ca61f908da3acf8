package io.throughline.workflow;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the linter is told beside the files.
///
/// @param tried by workflow, the outcomes that its scenarios take, as `step.outcome`; none there: nobody has looked
/// @param workflows those that a `run` step can open, by name; null: it is not known
public record Surroundings(
        Map<String, Set<String>> tried, @Nullable Map<String, Definition> workflows) {
    /// Nothing but the files.
    public static final Surroundings NONE = new Surroundings(Map.of(), null);
}
