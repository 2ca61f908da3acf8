package io.throughline.platform.staff;

import java.util.List;
import java.util.Optional;

/// The roles of the house, for what is meant for some of them only.
public interface Roles {
    /// The role that somebody has at this moment, as files write it: `senior-agent`.
    Optional<String> of(String person);

    /// All there are.
    List<String> words();
}
