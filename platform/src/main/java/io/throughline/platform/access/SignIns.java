package io.throughline.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Knows whose session a request brings.
public interface SignIns {
    /// The person, if the session is alive and the person still of the house. Asked for every
    /// request, so that whoever is taken off the list is out with the next.
    Optional<SignedIn> of(HttpServletRequest request);
}
