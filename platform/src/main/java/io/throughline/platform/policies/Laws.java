package io.throughline.platform.policies;

import io.throughline.policy.ContactLaw;
import java.util.Optional;

/// The packs in force. Ask anew for each decision: they may have been replaced.
@FunctionalInterface
public interface Laws {
    /// Empty if none could be loaded; nothing may be sent then.
    Optional<ContactLaw> law();
}
