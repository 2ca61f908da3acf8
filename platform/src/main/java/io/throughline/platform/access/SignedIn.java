package io.throughline.platform.access;

import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/// A person whose session came with the request being answered.
///
/// @param person their id
/// @param session the session's number, which is no secret
public record SignedIn(String person, long session, Set<Door> doors) implements Serializable {
    public SignedIn {
        doors = Set.copyOf(doors);
    }

    /// Who signed in to make this request; empty where a system came with the key.
    public static Optional<SignedIn> now() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn who
                ? Optional.of(who)
                : Optional.empty();
    }
}
