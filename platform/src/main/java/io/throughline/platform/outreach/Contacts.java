package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Our messages and what was reported of them. [ContactStore] keeps them in PostgreSQL.
interface Contacts {
    /// Writes the intent before anything leaves; claiming again moves its time.
    void claim(Contact contact);

    /// [#claim] for different messages.
    default void claimAll(List<Contact> contacts) {
        contacts.forEach(this::claim);
    }

    Optional<Contact> find(String contactId);

    Optional<Contact> findByEffect(String effectKey);

    /// Those that are there, by the keys of their effects.
    default Map<String, Contact> findByEffects(List<String> effectKeys) {
        return effectKeys.stream()
                .map(this::findByEffect)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(Contact::effectKey, contact -> contact));
    }

    /// The message a carrier's receipt is about: by its reference and number, the newest if references
    /// repeat.
    Optional<Contact> findByReference(int reference, Endpoint endpoint);

    Optional<Contact> findByCarrierId(String carrierId, Endpoint endpoint);

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

    /// From here on it may have left us.
    ///
    /// @return whether it is ours to submit; false if another process was first
    boolean submitting(String contactId, int parts, Instant now);

    /// A message that is about to leave in so many parts.
    record Parted(String contactId, int parts) {}

    /// [#submitting] for different messages.
    ///
    /// @return the ids of those that are ours to submit
    default Set<String> submittingAll(List<Parted> messages, Instant now) {
        return messages.stream()
                .filter(one -> submitting(one.contactId(), one.parts(), now))
                .map(Parted::contactId)
                .collect(Collectors.toSet());
    }

    /// It certainly was not taken: it may be submitted again.
    void notSubmitted(String contactId);

    /// Taken. A receipt that was quicker has the last word on its state.
    void sent(String contactId, String carrierId);

    /// A message that the carrier took, under its id.
    record Taken(String contactId, String carrierId) {}

    /// [#sent] for different messages.
    default void sentAll(List<Taken> messages) {
        messages.forEach(one -> sent(one.contactId(), one.carrierId()));
    }

    /// Settles its state. Delivered and undeliverable are final.
    ///
    /// @return whether this call settled it
    boolean settle(String contactId, State state, @Nullable String reason, Instant now);

    /// Keeps a receipt.
    ///
    /// @return for how many parts this state has been reported
    int receipt(String contactId, String carrierId, String state, Instant at);

    /// What a receipt tells of the message it is about.
    record Reported(Contact contact, String carrierId, String state, Instant at) {}

    /// The messages that receipts are about, in their order: by reference, or else by the carrier's id.
    default List<Optional<Contact>> findAll(List<Told> receipts) {
        return receipts.stream()
                .map(told -> findByReference(told.reference(), told.endpoint())
                        .or(() -> findByCarrierId(told.carrierId(), told.endpoint())))
                .toList();
    }

    /// By what a receipt names its message.
    record Told(Endpoint endpoint, int reference, String carrierId) {}

    /// Keeps receipts of messages of one part, no message twice, and settles what they settle.
    ///
    /// @param settled the final state a receipt brings, and its reason; null: none
    default void takeAll(List<Reported> receipts, Function<Reported, @Nullable State> settled) {
        for (var one : receipts) {
            receipt(one.contact().id(), one.carrierId(), one.state(), one.at());
            var state = settled.apply(one);
            if (state != null) {
                settle(one.contact().id(), state, state == State.DELIVERED ? null : one.state(), one.at());
            }
        }
    }
}
