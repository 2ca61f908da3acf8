package io.throughline.platform.outreach;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.Input;
import io.throughline.engine.Input.ContactResult;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.channels.Inbound;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.platform.outreach.Receipts.Reported;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What comes in: words, which [HearReplies] heeds, and receipts. Everything may come twice.
@Component
class ReceiveMessages implements Inbound {
    private final HearReplies replies;
    private final Contacts contacts;
    private final TakeReceipts receipts;
    private final Gateways gateways;
    private final ObjectProvider<Cases> cases;

    ReceiveMessages(
            HearReplies replies,
            Consents consents,
            Contacts contacts,
            Receipts receipts,
            Gateways gateways,
            ObjectProvider<Cases> cases,
            TransactionTemplate transactions) {
        this.replies = replies;
        this.contacts = contacts;
        this.receipts = new TakeReceipts(contacts, receipts, consents, transactions);
        this.gateways = gateways;
        this.cases = cases;
    }

    @Override
    public void smsReceived(String from, String to, String text, Instant at) {
        var endpoint = new Endpoint(Channel.SMS, CaseContacts.normal(Channel.SMS, from));
        replies.heard(endpoint, contacts.latestTo(endpoint), text, at);
    }

    @Override
    public void mailReplied(String contactId, String from, String text, Instant at) {
        var about = contacts.find(contactId);
        // Somebody may answer from another address than we wrote to; what they say holds for the one we wrote to.
        var endpoint = about.map(Contact::endpoint)
                .orElseGet(() -> new Endpoint(Channel.EMAIL, CaseContacts.normal(Channel.EMAIL, from)));
        replies.heard(endpoint, about, text, at);
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
}
