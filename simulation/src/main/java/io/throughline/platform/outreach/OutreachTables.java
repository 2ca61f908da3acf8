package io.throughline.platform.outreach;

import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the `outreach` schema keeps, as tables in memory.
public final class OutreachTables {
    public final MemoryDatabase.Table<Key, ContactRow> contacts;
    final MemoryDatabase.Table<Key, PersonRow> people;
    final MemoryDatabase.Table<Key, EndpointRow> endpoints;
    public final MemoryDatabase.Table<Key, ConsentRow> consents;
    final MemoryDatabase.Table<Key, ReceiptRow> receipts;
    public final MemoryDatabase.Table<Key, InboundRow> inbound;

    public OutreachTables(MemoryDatabase database) {
        contacts = database.table("contacts");
        people = database.table("people");
        endpoints = database.table("endpoints");
        consents = database.table("consents");
        receipts = database.table("receipts");
        inbound = database.table("inbound");
    }

    public record ContactRow(
            String id,
            String effectKey,
            @Nullable String caseId,
            @Nullable String customerId,
            String channel,
            String address,
            String purpose,
            String message,
            int reference,
            @Nullable String carrierId,
            int parts,
            String state,
            @Nullable String reason,
            Instant firstAt,
            Instant claimedAt,
            @Nullable Instant submittedAt) {}

    record PersonRow(@Nullable Instant stoppedAt) {}

    record EndpointRow(
            @Nullable Instant stoppedAt,
            @Nullable Instant resumedAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant helpedAt) {
        static final EndpointRow NEW = new EndpointRow(null, null, null, null);
    }

    public record ConsentRow(
            Instant at, String kind, @Nullable String customerId, String channel, String address) {}

    record ReceiptRow(String contactId, String carrierId, String state) {}

    public record InboundRow(Instant at, String channel, String address, String meaning, String words) {}
}
