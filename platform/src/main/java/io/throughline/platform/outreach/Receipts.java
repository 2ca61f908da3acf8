package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What carriers report of our messages. [ReceiptStore] keeps it in PostgreSQL.
interface Receipts {
    /// By what a receipt names its message.
    record Told(Endpoint endpoint, int reference, String carrierId) {}

    /// The messages that receipts are about, in their order: by reference and number, the newest if
    /// references repeat, or else by the carrier's id.
    List<Optional<Contact>> findAll(List<Told> receipts);

    /// What a receipt tells of the message it is about.
    record Reported(Contact contact, String carrierId, String state, Instant at) {}

    /// Keeps receipts of messages of one part, no message twice, and settles what they settle.
    ///
    /// @param settled the final state a receipt brings; null: none
    void takeAll(List<Reported> receipts, Function<Reported, @Nullable State> settled);

    /// Keeps the receipt of a part.
    ///
    /// @return for how many parts this state has been reported
    int take(Reported receipt);
}
