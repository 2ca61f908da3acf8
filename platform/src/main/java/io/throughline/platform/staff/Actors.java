package io.throughline.platform.staff;

import io.throughline.engine.By;
import org.jspecify.annotations.Nullable;

/// Who acts, for every way in that people use.
public interface Actors {
    /// The header by which a system that has the key says for whom it acts.
    String HEADER = "X-Throughline-Actor";

    /// Whoever signed in or, where a system comes with the key, whoever the header names; with what they may at this
    /// moment.
    ///
    /// @throws io.throughline.platform.access.ApiProblem if nobody is named or known, or somebody names another
    By acting(@Nullable String header);
}
