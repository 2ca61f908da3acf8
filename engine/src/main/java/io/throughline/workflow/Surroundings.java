package io.throughline.workflow;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the linter is told beside the files.
///
/// @param covered outcomes that scenarios take, as `workflow/step.outcome`; null: nobody has looked
public record Surroundings(@Nullable Set<String> covered) {
    /// Nothing but the files.
    public static final Surroundings NONE = new Surroundings(null);
}
