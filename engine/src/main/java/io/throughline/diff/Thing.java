package io.throughline.diff;

import io.throughline.diff.Difference.Concerns;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Something of a workflow that has a name in both versions, with what the workflow says of it.
///
/// @param name as a sentence begins, such as `The step "pay"`
/// @param summary what it is, for somebody who sees it for the first time
/// @param facets what is said of it -> the words for it
record Thing(Concerns concerns, String name, String summary, SequencedMap<Facet, String> facets) {
    /// @param what as a sentence goes on, such as `its title`
    record Facet(Concerns concerns, String what) {}

    Thing(Concerns concerns, String name, String summary) {
        this(concerns, name, summary, new LinkedHashMap<>());
    }

    /// Says something that concerns the same people as the thing does.
    Thing say(String what, @Nullable Object value) {
        return say(concerns, what, value);
    }

    /// Nothing is said where there is nothing.
    Thing say(Concerns whom, String what, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            facets.put(new Facet(whom, what), value.toString());
        }
        return this;
    }
}
