package io.throughline.platform.outreach;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.engine.Input.ContactResult;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.channels.Inbound;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.platform.outreach.Contacts.Reported;
import io.throughline.policy.ContactAction.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What comes in: stops before anything else, then receipts, help, and words for the desk. Everything
/// may come twice.
@Component
class ReceiveMessages implements Inbound {
    private final StopContacts stops;
    private final Consents consents;
    private final Contacts contacts;
    private final TakeReceipts receipts;
    private final InboundWords inbound;
    private final CaseContacts caseContacts;
    private final SendNotice notices;
    private final Gateways gateways;
    private final Languages languages;
    private final ObjectProvider<Cases> cases;
    private final TransactionTemplate transactions;
    private final InstantSource time;
    private final OutreachSettings settings;

    ReceiveMessages(
            StopContacts stops,
            Consents consents,
            Contacts contacts,
            InboundWords inbound,
            CaseContacts caseContacts,
            SendNotice notices,
            Gateways gateways,
            Languages languages,
            ObjectProvider<Cases> cases,
            TransactionTemplate transactions,
            InstantSource time,
            OutreachSettings settings) {
        this.stops = stops;
        this.consents = consents;
        this.contacts = contacts;
        this.receipts = new TakeReceipts(contacts, consents, transactions);
        this.inbound = inbound;
        this.caseContacts = caseContacts;
        this.notices = notices;
        this.gateways = gateways;
        this.languages = languages;
        this.cases = cases;
        this.transactions = transactions;
        this.time = time;
        this.settings = settings;
    }

    @Override
    public void smsReceived(String from, String to, String text, Instant at) {
        var endpoint = new Endpoint(Channel.SMS, CaseContacts.normal(Channel.SMS, from));
        received(endpoint, contacts.latestTo(endpoint), text, at);
    }

    @Override
    public void mailReplied(String contactId, String from, String text, Instant at) {
        var about = contacts.find(contactId);
        // Somebody may answer from another address than we wrote to; what they say holds for the one we wrote to.
        var endpoint = about.map(Contact::endpoint)
                .orElseGet(() -> new Endpoint(Channel.EMAIL, CaseContacts.normal(Channel.EMAIL, from)));
        received(endpoint, about, text, at);
    }

    private void received(Endpoint from, Optional<Contact> about, String text, Instant at) {
        var meaning = ReplyMeaning.of(text);
        var people = stops.people(from);
        if (meaning == ReplyMeaning.STOP || meaning == ReplyMeaning.STOP_ALL) {
            stops.stop(
                    from,
                    meaning == ReplyMeaning.STOP_ALL,
                    ReplyMeaning.written(text),
                    about.map(Contact::id).orElse(null),
                    at);
        }
        var customer = people.isEmpty() ? null : people.getFirst();
        boolean isNew = Boolean.TRUE.equals(transactions.execute(_ -> {
            people.forEach(consents::lockPerson);
            consents.lockEndpoint(from);
            var words = ReplyMeaning.written(text);
            boolean kept =
                    inbound.keep(from, meaning, words, customer, about.orElse(null), at, settings.sameTextWithin());
            if (kept && meaning == ReplyMeaning.START) {
                stops.resume(from, words, about.map(Contact::id).orElse(null), at);
            }
            return kept;
        }));
        if (isNew) {
            gateways.count(from.channel(), "in", meaning.name().toLowerCase(Locale.ROOT));
        }
        switch (meaning) {
            case STOP, STOP_ALL -> {
                confirm(from, about, customer);
                tellCases(from, people, meaning);
            }
            case HELP -> help(from, about, customer);
            case START, OTHER -> {}
        }
    }

    /// Once, and only while the stop is fresh. Whether it was confirmed is asked under the lock.
    private void confirm(Endpoint endpoint, Optional<Contact> about, @Nullable String customer) {
        var now = time.instant();
        var standing = transactions.execute(_ -> {
            if (customer != null) {
                consents.lockPerson(customer);
            }
            consents.lockEndpoint(endpoint);
            return stops.standing(endpoint);
        });
        var stoppedAt = standing == null ? null : standing.stoppedAt();
        if (stoppedAt == null || now.isAfter(stoppedAt.plus(settings.confirmWithin()))) {
            return;
        }
        var brand = brand(about);
        var contact = notice("confirm:", endpoint, customer, stoppedAt, Purpose.OPT_OUT_CONFIRMATION, now);
        var words = Words.stopped(brand, endpoint.channel(), languages.of(customer));
        notices.send(
                contact,
                new Rendered(brand, brand, words, languages.of(customer)),
                () -> consents.add(
                        ConsentEvent.ofMessage(Kind.CONFIRMED, customer, endpoint, words, contact.id(), now, now)));
    }

    /// Brand and telephone, once a day to an address.
    private void help(Endpoint endpoint, Optional<Contact> about, @Nullable String customer) {
        var now = time.instant();
        boolean first = Boolean.TRUE.equals(transactions.execute(_ -> {
            var helpedAt = consents.lockEndpoint(endpoint);
            boolean due = helpedAt.isEmpty() || helpedAt.get().isBefore(now.minus(Duration.ofDays(1)));
            if (due) {
                consents.helped(endpoint, now);
            }
            return due;
        }));
        if (first) {
            var brand = brand(about);
            var phone = caseOf(about)
                    .map(state -> caseContacts.definition(state).phone())
                    .orElse(settings.phone());
            notices.send(
                    notice("help:", endpoint, customer, now, Purpose.REQUESTED, now),
                    new Rendered(
                            brand, brand, Words.help(brand, phone, languages.of(customer)), languages.of(customer)),
                    () -> {});
        }
    }

    private static Contact notice(
            String kind, Endpoint endpoint, @Nullable String customer, Instant about, Purpose purpose, Instant now) {
        var key = kind + endpoint.channel() + ":" + endpoint.address() + ":" + about.toEpochMilli();
        return Contact.claimed(
                key, null, customer, endpoint, purpose, Contact.About.NOTHING, kind.replace(":", ""), now);
    }

    /// Every case of theirs that writes to them ends its outreach. A case that is told twice refuses
    /// the second.
    private void tellCases(Endpoint from, List<String> people, ReplyMeaning meaning) {
        var all = cases.getObject();
        for (var caseId : contacts.casesOf(people)) {
            var state = all.find(caseId);
            if (state.isPresent()
                    && !state.get().outreachStopped()
                    && state.get().status() != CaseState.Status.FINISHED) {
                all.apply(caseId, new Input.OptedOut(from.channel(), meaning.name()), By.customer(from.channel()));
            }
        }
    }

    @Override
    public void smsReceipt(String carrierId, int reference, String number, String state, Instant at) {
        smsReceipts(List.of(new SmsReceipt(carrierId, reference, number, state, at)));
    }

    @Override
    public void smsReceipts(List<SmsReceipt> all) {
        receipts.take(all).forEach(this::tell);
    }

    @Override
    public void mailBounced(String contactId, boolean permanent, String status, Instant at) {
        contacts.find(contactId)
                .map(contact -> new Reported(contact, contactId, permanent ? "UNDELIV" : "DELAYED", at))
                .ifPresent(bounce -> {
                    receipts.keep(List.of(bounce));
                    tell(bounce);
                });
    }

    /// A receipt answers the case only while nobody knows whether the message went out; afterwards it
    /// is evidence.
    private void tell(Reported one) {
        var contact = one.contact();
        gateways.count(contact.endpoint().channel(), "receipt", one.state().toLowerCase(Locale.ROOT));
        if (contact.isOfCase() && contact.state().isOpen()) {
            var now = contacts.find(contact.id()).orElse(contact);
            if (now.state() == State.DELIVERED) {
                answer(now, SendContact.sent(now));
            } else if (now.state() == State.UNDELIVERABLE) {
                answer(now, new ContactResult.Undeliverable(one.state()));
            }
        }
    }

    private void answer(Contact contact, ContactResult result) {
        var caseId = contact.caseId();
        if (caseId != null) {
            cases.getObject().apply(caseId, new Input.ContactReported(contact.effectKey(), result), By.SYSTEM);
        }
    }

    private String brand(Optional<Contact> about) {
        return caseOf(about)
                .map(state -> caseContacts.definition(state).brand())
                .orElse(settings.brand());
    }

    private Optional<CaseState> caseOf(Optional<Contact> about) {
        return about.map(Contact::caseId).flatMap(id -> cases.getObject().find(id));
    }
}
