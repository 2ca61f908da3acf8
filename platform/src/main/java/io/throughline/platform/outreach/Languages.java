package io.throughline.platform.outreach;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// In which language a person is written to and reads our pages.
public interface Languages {
    /// A tag such as `es`: what they asked for, else what the portfolio says, else English.
    ///
    /// @param customerId null: somebody we do not know
    String of(@Nullable String customerId);

    /// The same for many.
    default Map<String, String> ofAll(Collection<String> customerIds) {
        return customerIds.stream().distinct().collect(Collectors.toMap(id -> id, this::of));
    }
}
