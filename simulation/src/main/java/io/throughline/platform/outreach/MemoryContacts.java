package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.platform.outreach.OutreachTables.ContactRow;
import io.throughline.platform.outreach.OutreachTables.ReceiptRow;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.Planted;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Contacts and receipts in memory: what [ContactStore] and [ReceiptStore] do in SQL, one by one.
final class MemoryContacts implements Contacts, Receipts {
    private static final Set<String> FINAL = Set.of("DELIVERED", "UNDELIVERABLE", "REFUSED");

    private final MemoryDatabase database;
    private final OutreachTables tables;
    private final Gate gate;
    private final String tenant;
    private final Set<Planted> planted;

    MemoryContacts(MemoryDatabase database, OutreachTables tables, Gate gate, String tenant, Set<Planted> planted) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
        this.planted = planted;
    }

    @Override
    public void claimAll(List<Contact> contacts) {
        contacts.forEach(this::keep);
    }

    private void keep(Contact contact) {
        gate.statement("contact.claim", database, () -> {
            var before = all(row -> row.effectKey().equals(contact.effectKey())).findFirst();
            put(before.map(row -> change(
                            row,
                            row.state(),
                            row.reason(),
                            row.submittedAt(),
                            row.parts(),
                            row.carrierId(),
                            contact.firstAt()))
                    .orElseGet(() -> row(contact)));
            return true;
        });
    }

    private static ContactRow row(Contact contact) {
        return new ContactRow(
                contact.id(),
                contact.effectKey(),
                contact.caseId(),
                contact.customerId(),
                contact.endpoint().channel().name(),
                contact.endpoint().address(),
                contact.purpose().name(),
                contact.about().account(),
                contact.about().subject(),
                contact.message(),
                contact.reference(),
                null,
                1,
                State.CLAIMED.name(),
                null,
                contact.firstAt(),
                contact.firstAt(),
                null);
    }

    @Override
    public Optional<Contact> find(String contactId) {
        return gate.statement(
                "contact.find",
                database,
                () -> Optional.ofNullable(tables.contacts.get(new Key(tenant, contactId)))
                        .map(MemoryContacts::contact));
    }

    @Override
    public Map<String, Contact> findByEffects(List<String> effectKeys) {
        return effectKeys.stream()
                .map(key ->
                        newest("contact.find-by-effect", row -> row.effectKey().equals(key)))
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(Contact::effectKey, contact -> contact));
    }

    @Override
    public List<Optional<Contact>> findAll(List<Told> receipts) {
        return receipts.stream()
                .map(told -> newest(
                                "contact.find-by-reference",
                                row -> row.reference() == told.reference()
                                        && isAt(row, told.endpoint())
                                        && row.submittedAt() != null)
                        .or(() -> newest(
                                "contact.find-by-carrier-id",
                                row -> told.carrierId().equals(row.carrierId()) && isAt(row, told.endpoint()))))
                .toList();
    }

    @Override
    public Optional<Contact> latestTo(Endpoint endpoint) {
        return newest("contact.latest-to", row -> isAt(row, endpoint) && row.caseId() != null);
    }

    @Override
    public List<Endpoint> endpointsOf(String caseId, Channel channel) {
        return gate.statement(
                "contact.endpoints-of",
                database,
                () -> all(row -> caseId.equals(row.caseId()) && row.channel().equals(channel.name()))
                        .map(ContactRow::address)
                        .distinct()
                        .sorted()
                        .map(address -> new Endpoint(channel, address))
                        .toList());
    }

    @Override
    public List<String> customersAt(Endpoint endpoint) {
        return gate.statement(
                "contact.customers-at",
                database,
                () -> all(row -> isAt(row, endpoint))
                        .map(ContactRow::customerId)
                        .flatMap(Stream::ofNullable)
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Override
    public List<String> casesOf(List<String> customers) {
        return gate.statement(
                "contact.cases-of",
                database,
                () -> all(row -> row.customerId() != null && customers.contains(row.customerId()))
                        .map(ContactRow::caseId)
                        .flatMap(Stream::ofNullable)
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Override
    public int countRequested(String caseId) {
        return gate.statement(
                "contact.count-requested", database, () -> (int)
                        all(row -> caseId.equals(row.caseId()) && row.purpose().equals(Purpose.REQUESTED.name()))
                                .count());
    }

    @Override
    public Set<String> submittingAll(List<Parted> messages, Instant now) {
        return messages.stream()
                .filter(one -> leave(one.contactId(), one.parts(), now))
                .map(Parted::contactId)
                .collect(Collectors.toSet());
    }

    private boolean leave(String contactId, int parts, Instant now) {
        return update(
                "contact.submitting",
                contactId,
                State.CLAIMED,
                row -> change(
                        row, State.SUBMITTING.name(), row.reason(), now, parts, row.carrierId(), row.claimedAt()));
    }

    @Override
    public void notSubmitted(String contactId) {
        update(
                "contact.not-submitted",
                contactId,
                State.SUBMITTING,
                row -> change(
                        row, State.CLAIMED.name(), row.reason(), null, row.parts(), row.carrierId(), row.claimedAt()));
    }

    @Override
    public void sentAll(List<Taken> messages) {
        messages.forEach(one -> taken(one.contactId(), one.carrierId()));
    }

    private void taken(String contactId, String carrierId) {
        update(
                "contact.sent",
                contactId,
                null,
                row -> change(
                        row,
                        row.state().equals(State.SUBMITTING.name()) ? State.SENT.name() : row.state(),
                        row.reason(),
                        row.submittedAt(),
                        row.parts(),
                        carrierId,
                        row.claimedAt()));
    }

    @Override
    public boolean settle(String contactId, State state, @Nullable String reason, Instant now) {
        return gate.statement("contact.settle", database, () -> {
            var row = tables.contacts.get(new Key(tenant, contactId));
            boolean open = row != null
                    && !row.state().equals(state.name())
                    && (!FINAL.contains(row.state()) || planted.contains(Planted.RECEIPT_REGRESSES));
            if (row != null && open) {
                put(change(
                        row, state.name(), reason, row.submittedAt(), row.parts(), row.carrierId(), row.claimedAt()));
            }
            return open;
        });
    }

    @Override
    public void takeAll(List<Reported> receipts, Function<Reported, @Nullable State> settled) {
        for (var one : receipts) {
            take(one);
            var state = settled.apply(one);
            if (state != null) {
                settle(one.contact().id(), state, state == State.DELIVERED ? null : one.state(), one.at());
            }
        }
    }

    @Override
    public int take(Reported receipt) {
        var contactId = receipt.contact().id();
        return gate.statement("contact.receipt", database, () -> {
            tables.receipts.put(
                    new Key(tenant, contactId + " " + receipt.carrierId() + " " + receipt.state()),
                    new ReceiptRow(contactId, receipt.carrierId(), receipt.state()));
            return (int)
                    tables
                            .receipts
                            .between(new Key(tenant, contactId + " "), new Key(tenant, contactId + "!"))
                            .values()
                            .stream()
                            .filter(row -> row.state().equals(receipt.state()))
                            .count();
        });
    }

    // ---- rows

    private interface Changed {
        ContactRow of(ContactRow row);
    }

    private boolean update(String what, String contactId, @Nullable State from, Changed changed) {
        return gate.statement(what, database, () -> {
            var row = tables.contacts.get(new Key(tenant, contactId));
            if (row == null || from != null && !row.state().equals(from.name())) {
                return false;
            }
            put(changed.of(row));
            return true;
        });
    }

    private void put(ContactRow row) {
        tables.contacts.put(new Key(tenant, row.id()), row);
    }

    private Optional<Contact> newest(String what, Predicate<ContactRow> which) {
        return gate.statement(
                what,
                database,
                () -> all(which).max(Comparator.comparing(ContactRow::firstAt)).map(MemoryContacts::contact));
    }

    private Stream<ContactRow> all(Predicate<ContactRow> which) {
        return tables.contacts.between(new Key(tenant, ""), new Key(tenant, "\uffff")).values().stream()
                .filter(which);
    }

    private static boolean isAt(ContactRow row, Endpoint endpoint) {
        return row.channel().equals(endpoint.channel().name()) && row.address().equals(endpoint.address());
    }

    private static ContactRow change(
            ContactRow row,
            String state,
            @Nullable String reason,
            @Nullable Instant submittedAt,
            int parts,
            @Nullable String carrierId,
            Instant claimedAt) {
        return new ContactRow(
                row.id(),
                row.effectKey(),
                row.caseId(),
                row.customerId(),
                row.channel(),
                row.address(),
                row.purpose(),
                row.account(),
                row.subject(),
                row.message(),
                row.reference(),
                carrierId,
                parts,
                state,
                reason,
                row.firstAt(),
                claimedAt,
                submittedAt);
    }

    private static Contact contact(ContactRow row) {
        return new Contact(
                row.id(),
                row.effectKey(),
                row.caseId(),
                row.customerId(),
                new Endpoint(Channel.valueOf(row.channel()), row.address()),
                Purpose.valueOf(row.purpose()),
                new Contact.About(row.account(), row.subject()),
                row.message(),
                row.reference(),
                row.parts(),
                State.valueOf(row.state()),
                row.reason(),
                row.firstAt(),
                row.submittedAt());
    }
}
