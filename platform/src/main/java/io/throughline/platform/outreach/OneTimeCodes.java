package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Gateways.Submitted;
import io.throughline.platform.outreach.SendNotice.Noticed;
import io.throughline.platform.records.Portfolio;
import io.throughline.policy.ContactAction.Purpose;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Sends one-time codes. The code itself is in the message and nowhere else.
@Component
class OneTimeCodes implements Messages {
    private final Portfolio portfolio;
    private final ObjectProvider<Cases> cases;
    private final CaseContacts caseContacts;
    private final Languages languages;
    private final Contacts contacts;
    private final SendNotice notices;
    private final InstantSource time;
    private final OutreachSettings settings;

    OneTimeCodes(
            Portfolio portfolio,
            ObjectProvider<Cases> cases,
            CaseContacts caseContacts,
            Languages languages,
            Contacts contacts,
            SendNotice notices,
            InstantSource time,
            OutreachSettings settings) {
        this.portfolio = portfolio;
        this.cases = cases;
        this.caseContacts = caseContacts;
        this.languages = languages;
        this.contacts = contacts;
        this.notices = notices;
        this.time = time;
        this.settings = settings;
    }

    @Override
    public Sending sendCode(String caseId, String customerId, String code) {
        var customer = portfolio.customer(customerId);
        var address = customer.flatMap(someone -> CaseContacts.address(someone, Channel.SMS));
        if (customer.isEmpty() || address.isEmpty()) {
            return new Sending.NotAllowed("contact.no-endpoint", "no number is known");
        }
        var brand = cases.getObject()
                .find(caseId)
                .map(state -> caseContacts.definition(state).brand())
                .orElse(settings.brand());
        int number = contacts.countRequested(caseId) + 1;
        var contact = Contact.claimed(
                "code:" + caseId + ":" + number,
                caseId,
                customerId,
                new Endpoint(Channel.SMS, address.get()),
                Purpose.REQUESTED,
                Contact.About.NOTHING,
                "one-time-code",
                time.instant());
        var language = languages.of(customerId);
        var words = new Rendered(brand, brand, Words.code(brand, code, language), language);
        return switch (notices.send(contact, words, () -> {})) {
            case Noticed.NotAllowed(var rule, var detail, var _) -> new Sending.NotAllowed(rule, detail);
            case Noticed.Tried(Submitted.Rejected(var reason)) -> new Sending.NotSent(reason);
            case Noticed.Tried(Submitted.NotSent(var reason)) -> new Sending.NotSent(reason);
            // What may have gone out is shown as sent: the page offers another code in any case.
            case Noticed.Tried(Submitted.Accepted _), Noticed.Tried(Submitted.Unknown _) ->
                new Sending.Sent(Channel.SMS, ending(address.get()));
        };
    }

    private static String ending(String phone) {
        return phone.substring(Math.max(0, phone.length() - 4));
    }
}
