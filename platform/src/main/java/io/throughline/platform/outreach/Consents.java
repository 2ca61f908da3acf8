package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The consent ledger, and the two locks, always the person's before the address's, at which a claim and a change of
/// consent wait for each other. [ConsentStore] keeps it in PostgreSQL.
interface Consents {
    /// Locks a person until the transaction ends.
    void lockPerson(String customerId);

    /// Locks people in the order given.
    default void lockPeople(List<String> customers) {
        customers.forEach(this::lockPerson);
    }

    /// Locks an address until the transaction ends; when it was last sent help, if ever.
    Optional<Instant> lockEndpoint(Endpoint endpoint);

    /// Locks addresses in the order given.
    default void lockEndpoints(List<Endpoint> endpoints) {
        endpoints.forEach(this::lockEndpoint);
    }

    void helped(Endpoint endpoint, Instant now);

    void add(ConsentEvent event);

    /// What was said by a person, or at an address.
    List<ConsentEvent> events(@Nullable String customerId, Endpoint endpoint);

    /// What was said by any of these people, or at any of these addresses, each entry once.
    List<ConsentEvent> eventsOf(List<String> people, List<String> addresses);

    /// What was said by a person or at any of these addresses, oldest first.
    List<ConsentEvent> history(String customerId, List<String> addresses);
}
