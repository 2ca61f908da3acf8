package io.throughline.platform.staff;

import java.util.List;
import java.util.Optional;

/// Who works here, for other rooms.
public interface Colleagues {
    /// Somebody of the house as they are at this moment.
    Optional<Colleague> find(String id);

    /// Everybody of the house, by id.
    List<Colleague> colleagues();

    /// The roles there are, as files write them.
    List<String> roles();
}
