package io.throughline.platform.staff;

import io.throughline.engine.By;
import java.util.List;
import java.util.Optional;
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

    /// Somebody of the house as they are at this moment.
    Optional<Colleague> find(String id);

    /// Everybody of the house, by id.
    List<Colleague> colleagues();
}
