package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Do-not-contact lists, as a claim asks them. [DoNotContactStore] keeps them in PostgreSQL.
interface DoNotContact {
    /// Call first in a transaction that claims.
    void share();

    /// Who of these people and what of these addresses is listed now.
    Suppressions.Listed listed(List<String> people, List<String> addresses);

    /// The lists that forbid a contact now.
    List<String> listing(@Nullable String person, Endpoint endpoint);
}
