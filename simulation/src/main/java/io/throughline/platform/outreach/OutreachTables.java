package io.throughline.platform.outreach;

import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the `outreach` schema keeps, as tables in memory.
public final class OutreachTables {
    public final MemoryDatabase.Table<Key, ContactRow> contacts;
    final MemoryDatabase.Table<Key, PersonRow> people;
    final MemoryDatabase.Table<Key, EndpointRow> endpoints;
    public final MemoryDatabase.Table<Key, ConsentRow> consents;
    final MemoryDatabase.Table<Key, ReceiptRow> receipts;
    public final MemoryDatabase.Table<Key, InboundRow> inbound;
    final MemoryDatabase.Table<Key, HeldRow> held;
    final MemoryDatabase.Table<Key, ToldRow> told;

    public OutreachTables(MemoryDatabase database) {
        contacts = database.table("contacts");
        people = database.table("people");
        endpoints = database.table("endpoints");
        consents = database.table("consents");
        receipts = database.table("receipts");
        inbound = database.table("inbound");
        held = database.table("held");
        told = database.table("told");
    }

    public record ContactRow(
            String id,
            String effectKey,
            @Nullable String caseId,
            @Nullable String customerId,
            String channel,
            String address,
            String purpose,
            @Nullable String account,
            @Nullable String subject,
            String message,
            int reference,
            @Nullable String carrierId,
            int parts,
            String state,
            @Nullable String reason,
            Instant firstAt,
            Instant claimedAt,
            @Nullable Instant submittedAt) {}

    record PersonRow(String customerId) {}

    record EndpointRow(@Nullable Instant helpedAt) {
        static final EndpointRow NEW = new EndpointRow(null);
    }

    /// An entry of the consent ledger.
    public static final class ConsentRow {
        final ConsentEvent event;

        ConsentRow(ConsentEvent event) {
            this.event = event;
        }

        /// Such as `STOP`.
        public String kind() {
            return event.kind().name();
        }

        public @Nullable String customerId() {
            return event.person();
        }

        /// As `SMS +1212…`; null if it is about a person and not an address.
        public @Nullable String address() {
            return event.medium() == null || event.address() == null ? null : event.medium() + " " + event.address();
        }
    }

    record ReceiptRow(String contactId, String carrierId, String state) {}

    record HeldRow(List<String> people, Contact.@Nullable Endpoint from) {}

    record ToldRow(ReplyBook.Told told) {}

    /// @param customerId who wrote, if that is known
    /// @param about what the message of ours was about that it answers
    public record InboundRow(
            Instant at,
            String channel,
            String address,
            String meaning,
            String words,
            @Nullable String customerId,
            Contact.@Nullable About about) {}
}
