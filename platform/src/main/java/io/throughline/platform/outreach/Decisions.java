package io.throughline.platform.outreach;

import io.throughline.policy.ContactRuling;
import java.time.Instant;

/// The record of what the packs said of messages. [DecisionStore] keeps it in PostgreSQL.
@FunctionalInterface
interface Decisions {
    /// Adds an answer, unless it is the one that was given last.
    ///
    /// @param packs the version of all packs together; empty: there were none
    void keep(Contact contact, ContactRuling ruling, String packs, Instant at);
}
