package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Replies.Reply;
import io.throughline.platform.outreach.Replies.Which;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What waits for a person, and what people told us of themselves. [ReplyStore] keeps it in PostgreSQL. A claim asks
/// under the locks of person and address, and everything here is written under the same.
interface ReplyBook {
    /// Something a person said.
    ///
    /// @param kind a label such as `attorney`
    /// @param account the debt it is about; null: all
    /// @param ends whether it holds no longer
    record Told(String person, String kind, @Nullable String account, boolean ends) {
        Told ended() {
            return new Told(person, kind, account, true);
        }
    }

    /// Who wrote it down, and why if it was a person's decision.
    record Because(String by, @Nullable String reason) {}

    /// What stands against contact.
    ///
    /// @param held whether something waits for a person
    /// @param told what they told us that still holds
    record Against(boolean held, List<Told> told) {}

    /// Puts a reply before a person; nothing goes to these people, or without any to this address, until it is decided.
    void hold(long reply, Collection<String> people, @Nullable Endpoint from, String why, Instant now);

    /// Whether it waits still; locked until the transaction ends.
    boolean lockOpen(long reply);

    /// Ends the hold.
    void decided(long reply, String decision, String by, String reason, Instant now);

    /// Lets messages of these cases ask again at once, after they were held.
    void wake(Collection<String> cases, Instant now);

    void tell(Told told, long reply, Because because, Instant at, Instant now);

    /// What a reply had us record of a person's standing.
    List<Told> toldBy(long reply);

    /// What a person has told us that still holds.
    List<Told> toldOf(String person);

    Against against(@Nullable String person, Endpoint endpoint);

    /// The same for many messages, in their order.
    default List<Against> againstAll(List<Contact> contacts) {
        return contacts.stream()
                .map(contact -> against(contact.customerId(), contact.endpoint()))
                .toList();
    }

    Replies.Standing standing();

    Optional<Reply> find(long reply);

    List<Reply> list(Which which, int most);
}
