package io.throughline.workflow;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the linter is told beside the files.
///
/// @param covered outcomes that scenarios take, as `workflow/step.outcome`; null: nobody has looked
/// @param older an older version of a workflow, by its content hash or the first characters of it
public record Surroundings(@Nullable Set<String> covered, Function<String, Optional<Definition>> older) {
    /// Nothing but the files.
    public static final Surroundings NONE = new Surroundings(null);

    /// Without older versions.
    public Surroundings(@Nullable Set<String> covered) {
        this(covered, _ -> Optional.empty());
    }
}
