package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Gateways.Submitted;
import io.throughline.platform.outreach.Messages.Sending;
import io.throughline.platform.outreach.SendNotice.Noticed;
import io.throughline.policy.ContactAction.Purpose;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sends what a colleague writes. The customer is in touch with them, so it goes out as something they asked for; who
/// said stop still gets nothing.
@Component
class HandWritten implements CaseMessages {
    private final CaseContacts caseContacts;
    private final Languages languages;
    private final SendNotice notices;
    private final InstantSource time;

    HandWritten(CaseContacts caseContacts, Languages languages, SendNotice notices, InstantSource time) {
        this.caseContacts = caseContacts;
        this.languages = languages;
        this.notices = notices;
        this.time = time;
    }

    @Override
    public List<Place> places(CaseState state) {
        return caseContacts.customer(state).stream()
                .flatMap(customer -> Stream.of(Channel.SMS, Channel.EMAIL)
                        .flatMap(
                                channel -> CaseContacts.address(customer, channel)
                                        .map(address -> new Place(channel, ending(address)))
                                        .stream()))
                .toList();
    }

    @Override
    public Sending send(
            CaseState state, Channel channel, @Nullable String subject, String text, boolean withLink, String key) {
        var customer = caseContacts.customer(state);
        var address = customer.flatMap(someone -> CaseContacts.address(someone, channel));
        if (customer.isEmpty() || address.isEmpty()) {
            return new Sending.NotAllowed("contact.no-endpoint");
        }
        var language = languages.of(customer.get().id());
        var contact = Contact.claimed(
                "desk:" + key,
                state.id(),
                customer.get().id(),
                new Endpoint(channel, address.get()),
                Purpose.REQUESTED,
                caseContacts.aboutByHand(state, language),
                withLink ? "link-by-hand" : "by-hand",
                time.instant());
        var brand = caseContacts.definition(state).brand();
        var words = new StringBuilder(text.strip());
        if (withLink) {
            words.append(' ').append(caseContacts.link(state, contact));
        }
        var rendered = new Rendered(
                brand,
                Objects.requireNonNullElse(subject, brand),
                caseContacts.byHand(state, words.toString(), channel, language),
                language);
        return switch (notices.send(contact, rendered, () -> {})) {
            case Noticed.NotAllowed(var rule) -> new Sending.NotAllowed(rule);
            case Noticed.Tried(Submitted.Rejected(var reason)) -> new Sending.NotSent(reason);
            case Noticed.Tried(Submitted.NotSent(var reason)) -> new Sending.NotSent(reason);
            // what may have gone out is not repeated
            case Noticed.Tried(Submitted.Accepted _), Noticed.Tried(Submitted.Unknown _) ->
                new Sending.Sent(channel, ending(address.get()));
        };
    }

    private static String ending(String address) {
        int at = address.indexOf('@');
        return at >= 0 ? "…" + address.substring(at) : address.substring(Math.max(0, address.length() - 4));
    }
}
