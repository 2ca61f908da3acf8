package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who said stop, where. [ConsentStore] keeps it in PostgreSQL. What is locked stays locked until the transaction
/// ends, always the person before the address: there a claim and an opt-out wait for each other.
interface Consents {
    /// Why a consent changed. Kept for good.
    enum Kind {
        STOP,
        STOP_ALL,
        NOT_MEANT,
        START,
        CONFIRMED
    }

    /// How an address stands.
    record Standing(
            @Nullable Instant stoppedAt,
            @Nullable Instant resumedAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant helpedAt) {}

    /// Locks a person; when they stopped everything, if they did.
    Optional<Instant> lockPerson(String customerId);

    Standing lockEndpoint(Endpoint endpoint);

    /// A second stop changes nothing; its first instant counts.
    void stopEndpoint(Endpoint endpoint, Instant now);

    void resumeEndpoint(Endpoint endpoint, Instant now);

    void confirmed(Endpoint endpoint, Instant now);

    void helped(Endpoint endpoint, Instant now);

    /// Stops everything for a person, from now: later than any address was taken up again.
    void stopPerson(String customerId, Instant now);

    void record(Kind kind, @Nullable String customerId, Endpoint endpoint, @Nullable String contactId, Instant at);
}
