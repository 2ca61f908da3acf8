package io.throughline.platform.staff;

import io.throughline.engine.By;
import org.jspecify.annotations.Nullable;

/// Who acts, for every way in that people use.
public interface Actors {
    /// The header that names who acts, until people sign in.
    String HEADER = "X-Throughline-Actor";

    /// Whoever the header names, with what they may at this moment.
    ///
    /// @throws io.throughline.platform.access.ApiProblem if nobody is named, or somebody who is not known
    By acting(@Nullable String header);
}
