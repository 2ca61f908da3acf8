package io.throughline.workflow;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How parked cases of an older version of a workflow may be moved to this one, and back.
///
/// @param from the older version: its content hash, or the first characters of it
/// @param there from the older version to this one
/// @param back from this version to the older one; null: there is no way back for a case that was moved
public record Migration(String from, Route there, @Nullable Route back) {
    /// So many characters of a hash name one version.
    public static final int SHORTEST = 12;

    /// @param steps where a case goes that stands on a step or exception; what is not named stays where it is
    /// @param facts what a fact is called afterwards; what is not named keeps its name
    public record Route(Map<String, String> steps, Map<String, String> facts) {
        public Route {
            steps = Collections.unmodifiableMap(new TreeMap<>(steps));
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }
    }

    /// Whether this is about the version with that content hash.
    public boolean isFrom(String version) {
        return version.startsWith(from);
    }
}
