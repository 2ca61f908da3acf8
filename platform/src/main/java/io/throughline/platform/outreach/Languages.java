package io.throughline.platform.outreach;

import org.jspecify.annotations.Nullable;

/// In which language a person is written to and reads our pages.
public interface Languages {
    /// A tag such as `es`: what they asked for, else what the portfolio says, else English.
    ///
    /// @param customerId null: somebody we do not know
    String of(@Nullable String customerId);
}
