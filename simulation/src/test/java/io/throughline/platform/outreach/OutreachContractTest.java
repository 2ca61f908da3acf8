package io.throughline.platform.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.platform.Kept;
import io.throughline.platform.Postgres;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.simulation.Gate;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.MemoryTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class OutreachContractTest {
    private static final Instant NOW = Instant.parse("2027-03-01T15:00:00Z");
    private static final Endpoint PHONE = new Endpoint(Channel.SMS, "+12125550142");
    private static final Endpoint MAIL = new Endpoint(Channel.EMAIL, "ada@mail.example");

    /// Stores of either kind.
    private record Stores(
            Contacts contacts,
            Receipts receipts,
            Consents consents,
            InboundWords inbound,
            ContactHistory history,
            TransactionTemplate transactions) {
        static Stores of(Kept kept) {
            if (kept == Kept.IN_POSTGRESQL) {
                var source = Postgres.fresh();
                var jdbc = JdbcClient.create(source);
                return new Stores(
                        new ContactStore(jdbc, "main"),
                        new ReceiptStore(jdbc, "main"),
                        new ConsentStore(jdbc, "main"),
                        new InboundStore(jdbc, "main"),
                        new ContactMadeStore(jdbc, "main"),
                        new TransactionTemplate(new JdbcTransactionManager(source)));
            }
            var database = new MemoryDatabase();
            var tables = new OutreachTables(database);
            var contacts = new MemoryContacts(database, tables, Gate.OPEN, "main", Set.of());
            return new Stores(
                    contacts,
                    contacts,
                    new MemoryConsents(database, tables, Gate.OPEN, "main", Set.of()),
                    new MemoryInbound(database, tables, Gate.OPEN, "main"),
                    new MemoryHistory(database, tables, Gate.OPEN, "main", Set.of()),
                    new TransactionTemplate(new MemoryTransactions(database, Gate.OPEN)));
        }

        <T> T in(Supplier<T> work) {
            return Objects.requireNonNull(transactions.execute(_ -> work.get()));
        }
    }

    private static Contact contact(String effect, Endpoint endpoint, Purpose purpose, Instant at) {
        return Contact.claimed(
                effect, "case-1", "C-1", endpoint, purpose, new Contact.About("A-1", "debt-collection"), "first", at);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void many_receipts_are_matched_and_taken_together(Kept kept) {
        var stores = Stores.of(kept);
        var contacts = stores.contacts();
        var other = new Endpoint(Channel.SMS, "+12125550143");
        var first = contact("e-1", PHONE, Purpose.OUTREACH, NOW);
        var second = contact("e-2", other, Purpose.OUTREACH, NOW);
        for (var one : List.of(first, second)) {
            contacts.claim(one);
            contacts.submitting(one.id(), 1, NOW);
            contacts.sent(one.id(), "m-" + one.effectKey());
        }

        var found = stores.receipts()
                .findAll(List.of(
                        new Receipts.Told(PHONE, first.reference(), "unknown"),
                        new Receipts.Told(other, -1, "m-e-2"),
                        new Receipts.Told(MAIL, first.reference(), "m-e-1")));
        assertThat(found.get(0).orElseThrow().id()).isEqualTo(first.id());
        assertThat(found.get(1).orElseThrow().id()).isEqualTo(second.id());
        assertThat(found.get(2)).isEmpty();

        var receipts = List.of(
                new Receipts.Reported(found.get(0).orElseThrow(), "m-e-1", "DELIVRD", NOW),
                new Receipts.Reported(found.get(1).orElseThrow(), "m-e-2", "EXPIRED", NOW));
        for (int twice = 0; twice < 2; twice++) {
            stores.in(() -> {
                stores.consents().lockEndpoints(List.of(PHONE, other));
                stores.receipts()
                        .takeAll(
                                receipts, one -> one.state().equals("DELIVRD") ? State.DELIVERED : State.UNDELIVERABLE);
                return true;
            });
        }
        assertThat(contacts.find(first.id()).orElseThrow().state()).isEqualTo(State.DELIVERED);
        assertThat(contacts.find(second.id())).hasValueSatisfying(one -> {
            assertThat(one.state()).isEqualTo(State.UNDELIVERABLE);
            assertThat(one.reason()).isEqualTo("EXPIRED");
        });
        stores.in(() -> {
            stores.receipts()
                    .takeAll(
                            List.of(
                                    new Receipts.Reported(first, "m-late", "EXPIRED", NOW),
                                    new Receipts.Reported(second, "m-late", "ACCEPTD", NOW)),
                            one -> one.state().equals("EXPIRED") ? State.UNDELIVERABLE : null);
            return true;
        });
        assertThat(contacts.find(first.id()).orElseThrow().state()).isEqualTo(State.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void a_message_is_submitted_once_and_what_is_final_stays(Kept kept) {
        var stores = Stores.of(kept);
        var contacts = stores.contacts();
        var receipts = stores.receipts();
        var contact = contact("e-1", PHONE, Purpose.OUTREACH, NOW);
        contacts.claim(contact);
        contacts.claim(contact("e-1", PHONE, Purpose.OUTREACH, NOW.plusSeconds(60)));
        assertThat(contacts.findByEffect("e-1")).contains(contact);
        var byReference = List.of(new Receipts.Told(PHONE, contact.reference(), "unknown"));
        assertThat(receipts.findAll(byReference)).containsExactly(Optional.empty()); // not yet submitted

        assertThat(contacts.submitting(contact.id(), 2, NOW)).isTrue();
        assertThat(contacts.submitting(contact.id(), 2, NOW)).isFalse();
        contacts.notSubmitted(contact.id());
        assertThat(contacts.find(contact.id()).orElseThrow().state()).isEqualTo(State.CLAIMED);
        contacts.submitting(contact.id(), 2, NOW);
        contacts.sent(contact.id(), "m-1");
        assertThat(receipts.findAll(byReference).getFirst().orElseThrow().state())
                .isEqualTo(State.SENT);
        assertThat(receipts.findAll(List.of(new Receipts.Told(PHONE, -1, "m-1"), new Receipts.Told(MAIL, -1, "m-1"))))
                .extracting(Optional::isPresent)
                .containsExactly(true, false);

        assertThat(receipts.take(new Receipts.Reported(contact, "m-1", "DELIVRD", NOW)))
                .isEqualTo(1);
        assertThat(receipts.take(new Receipts.Reported(contact, "m-1", "DELIVRD", NOW)))
                .isEqualTo(1);
        assertThat(receipts.take(new Receipts.Reported(contact, "m-1-1", "DELIVRD", NOW)))
                .isEqualTo(2);
        assertThat(contacts.settle(contact.id(), State.DELIVERED, null, NOW)).isTrue();
        assertThat(contacts.settle(contact.id(), State.UNDELIVERABLE, "EXPIRED", NOW))
                .isFalse();
        contacts.sent(contact.id(), "m-2");
        assertThat(contacts.find(contact.id()).orElseThrow().state()).isEqualTo(State.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void the_history_has_what_may_have_left(Kept kept) {
        var stores = Stores.of(kept);
        var contacts = stores.contacts();
        for (int i = 0; i < 4; i++) {
            contacts.claim(contact("e-" + i, i == 3 ? MAIL : PHONE, Purpose.OUTREACH, NOW.plusSeconds(i)));
        }
        contacts.claim(contact("e-9", PHONE, Purpose.RECEIPT, NOW));
        contacts.settle(contacts.findByEffect("e-2").orElseThrow().id(), State.REFUSED, "OPTED_OUT", NOW);

        var history = stores.history();
        assertThat(history.of(List.of("C-1", "C-2"), NOW).get("C-1"))
                .extracting(
                        past -> past.contact().channel() + " " + past.contact().purpose())
                .containsExactlyInAnyOrder("sms ", "sms ", "email ", "sms reply");
        assertThat(history.of(List.of("C-1"), NOW.plusSeconds(2)).get("C-1")).hasSize(1);
        assertThat(history.of(List.of("C-2"), NOW)).isEmpty();
        assertThat(contacts.latestTo(PHONE).orElseThrow().effectKey()).isEqualTo("e-2");
        assertThat(contacts.endpointsOf("case-1", Channel.SMS)).containsExactly(PHONE);
        assertThat(contacts.customersAt(MAIL)).containsExactly("C-1");
        assertThat(contacts.casesOf(List.of("C-1", "C-2"))).containsExactly("case-1");
        assertThat(contacts.casesOf(List.of())).isEmpty();
        assertThat(contacts.countRequested("case-1")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void the_ledger_tells_what_was_said_by_a_person_or_at_an_address(Kept kept) {
        var stores = Stores.of(kept);
        var consents = stores.consents();
        consents.add(said(Kind.STOP, "C-1", PHONE));
        consents.add(said(Kind.STOP_ALL, "C-2", PHONE));
        consents.add(said(Kind.START, null, MAIL));
        assertThat(kinds(consents.events("C-1", PHONE))).containsExactlyInAnyOrder(Kind.STOP, Kind.STOP_ALL);
        assertThat(kinds(consents.events("C-2", MAIL))).containsExactlyInAnyOrder(Kind.STOP_ALL, Kind.START);
        assertThat(kinds(consents.events(null, MAIL))).containsExactly(Kind.START);
        assertThat(kinds(consents.history("C-1", List.of(MAIL.address())))).containsExactly(Kind.STOP, Kind.START);
        assertThat(kinds(consents.eventsOf(List.of("C-1", "C-2"), List.of(PHONE.address(), MAIL.address()))))
                .containsExactlyInAnyOrder(Kind.STOP, Kind.STOP_ALL, Kind.START);

        assertThat(stores.in(() -> consents.lockEndpoint(PHONE))).isEmpty();
        consents.helped(PHONE, NOW);
        assertThat(stores.in(() -> consents.lockEndpoint(PHONE))).contains(NOW);
        stores.transactions().executeWithoutResult(status -> {
            consents.lockPerson("C-1");
            consents.add(said(Kind.START, "C-1", PHONE));
            status.setRollbackOnly();
        });
        assertThat(consents.events("C-1", PHONE)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void the_same_words_a_moment_later_are_one_message(Kept kept) {
        var inbound = Stores.of(kept).inbound();
        assertThat(inbound.lastFrom(PHONE)).isEmpty();
        assertThat(keep(inbound, PHONE, "stop", NOW)).isTrue();
        assertThat(keep(inbound, PHONE, "stop", NOW.plusSeconds(599))).isFalse();
        assertThat(keep(inbound, PHONE, "stop now", NOW.plusSeconds(1))).isTrue();
        assertThat(keep(inbound, MAIL, "stop", NOW)).isTrue();
        assertThat(keep(inbound, PHONE, "stop", NOW.plusSeconds(600))).isTrue();
        assertThat(inbound.lastFrom(PHONE)).contains(NOW.plusSeconds(600));
    }

    private static boolean keep(InboundWords inbound, Endpoint from, String words, Instant at) {
        var reading = new Reading(ReplyMeaning.STOP, Set.of(), Set.of(), 1, false, words, Optional.empty());
        return inbound.keep(InboundWords.Origin.of(from), reading, "C-1", null, at, Duration.ofMinutes(10))
                .isPresent();
    }

    private static ConsentEvent said(Kind kind, @org.jspecify.annotations.Nullable String person, Endpoint endpoint) {
        return ConsentEvent.ofMessage(kind, person, endpoint, null, null, NOW, NOW);
    }

    private static List<Kind> kinds(List<ConsentEvent> events) {
        return events.stream().map(ConsentEvent::kind).toList();
    }
}
