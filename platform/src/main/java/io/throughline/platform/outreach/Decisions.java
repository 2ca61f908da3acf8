package io.throughline.platform.outreach;

import io.throughline.policy.ContactRuling;
import java.time.Instant;
import java.util.List;

/// The record of what the packs said of messages. [DecisionStore] keeps it in PostgreSQL.
@FunctionalInterface
interface Decisions {
    /// What was said of a message.
    record Made(Contact contact, ContactRuling ruling) {}

    /// Adds answers on different messages, each unless it is the one that was given last.
    ///
    /// @param packs the version of all packs together; empty: there were none
    void keep(List<Made> made, String packs, Instant at);
}
