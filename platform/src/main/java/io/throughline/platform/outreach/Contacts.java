package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Our messages. [ContactStore] keeps them in PostgreSQL, [Receipts] what carriers report of them.
interface Contacts {
    /// Writes the intents of different messages before anything leaves; claiming again moves their time.
    void claimAll(List<Contact> contacts);

    /// [#claimAll] for one.
    default void claim(Contact contact) {
        claimAll(List.of(contact));
    }

    Optional<Contact> find(String contactId);

    /// Those that are there, by the keys of their effects.
    Map<String, Contact> findByEffects(List<String> effectKeys);

    default Optional<Contact> findByEffect(String effectKey) {
        return Optional.ofNullable(findByEffects(List.of(effectKey)).get(effectKey));
    }

    /// The newest message of a case to an address, or of any case.
    Optional<Contact> latestTo(Endpoint endpoint);

    /// Where a case was written to on a channel.
    List<Endpoint> endpointsOf(String caseId, Channel channel);

    /// Customers who were written to at an address: a shared phone has several.
    List<String> customersAt(Endpoint endpoint);

    /// Cases of these customers that have written to them.
    List<String> casesOf(List<String> customers);

    /// How many codes a case was sent so far.
    int countRequested(String caseId);

    /// A message that is about to leave in so many parts.
    record Parted(String contactId, int parts) {}

    /// From here on these may have left us.
    ///
    /// @return the ids of those that are ours to submit; not of those with which another process was first
    Set<String> submittingAll(List<Parted> messages, Instant now);

    /// [#submittingAll] for one.
    default boolean submitting(String contactId, int parts, Instant now) {
        return !submittingAll(List.of(new Parted(contactId, parts)), now).isEmpty();
    }

    /// It certainly was not taken: it may be submitted again.
    void notSubmitted(String contactId);

    /// A message that the carrier took, under its id.
    record Taken(String contactId, String carrierId) {}

    /// Taken. A receipt that was quicker has the last word on a message's state.
    void sentAll(List<Taken> messages);

    /// [#sentAll] for one.
    default void sent(String contactId, String carrierId) {
        sentAll(List.of(new Taken(contactId, carrierId)));
    }

    /// Settles its state. Delivered and undeliverable are final.
    ///
    /// @return whether this call settled it
    boolean settle(String contactId, State state, @Nullable String reason, Instant now);
}
