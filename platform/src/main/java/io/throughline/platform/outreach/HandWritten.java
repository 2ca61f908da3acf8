package io.throughline.platform.outreach;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.engine.Input.ContactResult;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Gateways.Submitted;
import io.throughline.platform.outreach.Messages.Sending;
import io.throughline.platform.outreach.SendNotice.Noticed;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.records.Portfolio.Customer;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactLaw;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Sends what a colleague writes. The customer is in touch with them, so it goes out as something they asked for; who
/// said stop still gets nothing.
@Component
class HandWritten implements CaseMessages {
    private final CaseContacts caseContacts;
    private final Languages languages;
    private final SendNotice notices;
    private final LetterStore letters;
    private final ObjectProvider<Cases> cases;
    private final Laws laws;
    private final InstantSource time;

    HandWritten(
            CaseContacts caseContacts,
            Languages languages,
            SendNotice notices,
            LetterStore letters,
            ObjectProvider<Cases> cases,
            Laws laws,
            InstantSource time) {
        this.caseContacts = caseContacts;
        this.languages = languages;
        this.notices = notices;
        this.letters = letters;
        this.cases = cases;
        this.laws = laws;
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
    public Sending send(CaseState state, Letter letter, By by) {
        var channel = letter.channel();
        var customer = caseContacts.customer(state);
        var address = customer.flatMap(someone -> CaseContacts.address(someone, channel));
        if (customer.isEmpty() || address.isEmpty()) {
            return new Sending.NotAllowed("contact.no-endpoint", "no address is known for this channel");
        }
        var language = languages.of(customer.get().id());
        var contact = Contact.claimed(
                "desk:" + letter.key(),
                state.id(),
                customer.get().id(),
                new Endpoint(channel, address.get()),
                Purpose.REQUESTED,
                caseContacts.aboutByHand(state, language),
                letter.withLink() ? "link-by-hand" : "by-hand",
                time.instant());
        var rendered = rendered(state, letter, contact, language);
        var ending = ending(address.get());
        write(state.id(), letter, contact, rendered, ending, by);
        var noticed = notices.send(contact, rendered, () -> {});
        evidence(state.id(), new Input.MessageReported(contact.id(), resultOf(noticed, channel), packs()), By.SYSTEM);
        return switch (noticed) {
            case Noticed.NotAllowed(var rule, var detail, var _) -> new Sending.NotAllowed(rule, detail);
            case Noticed.Tried(Submitted.Rejected(var reason)) -> new Sending.NotSent(reason);
            case Noticed.Tried(Submitted.NotSent(var reason)) -> new Sending.NotSent(reason);
            // what may have gone out is not repeated
            case Noticed.Tried(Submitted.Accepted _), Noticed.Tried(Submitted.Unknown _) ->
                new Sending.Sent(channel, ending);
        };
    }

    private Rendered rendered(CaseState state, Letter letter, Contact contact, String language) {
        var brand = caseContacts.definition(state).brand();
        var words = new StringBuilder(letter.text().strip());
        if (letter.withLink()) {
            words.append(' ').append(caseContacts.link(state, contact));
        }
        return new Rendered(
                brand,
                Objects.requireNonNullElse(letter.subject(), brand),
                caseContacts.byHand(state, words.toString(), letter.channel(), language),
                language);
    }

    /// Keeps the words, and their hash in the evidence: before anything goes out, and once.
    private void write(String caseId, Letter letter, Contact contact, Rendered words, String ending, By by) {
        // the link opens the customer's page: it is not kept
        var kept = letter.withLink()
                ? new Rendered(words.brand(), words.subject(), letter.text(), words.language())
                : words;
        if (letters.keep(contact, caseId, by.id(), kept, time.instant())) {
            evidence(
                    caseId,
                    new Input.MessageWritten(
                            contact.id(), letter.channel(), ending, sha256(words.text()), letter.withLink()),
                    by);
        }
    }

    private void evidence(String caseId, Input input, By by) {
        if (cases.getObject().apply(caseId, input, by) instanceof Cases.Outcome.Refused(var _, var refusal)) {
            throw new IllegalStateException("the evidence of case " + caseId + " does not take it: " + refusal.rule());
        }
    }

    private String packs() {
        return laws.law().map(ContactLaw::version).orElse("");
    }

    private static ContactResult resultOf(Noticed noticed, Channel channel) {
        return switch (noticed) {
            case Noticed.NotAllowed(var rule, var detail, var notBefore) ->
                notBefore == null
                        ? new ContactResult.Denied(rule, detail)
                        : new ContactResult.Held(notBefore, rule, detail);
            case Noticed.Tried(Submitted.Accepted(var reference)) -> new ContactResult.Sent(reference, channel);
            case Noticed.Tried(Submitted.Rejected(var reason)) -> new ContactResult.Undeliverable(reason);
            case Noticed.Tried(Submitted.NotSent(var reason)) -> new ContactResult.Undeliverable(reason);
            case Noticed.Tried(Submitted.Unknown(var reason)) -> new ContactResult.Unknown(reason);
        };
    }

    private static String sha256(String words) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }

    @Override
    public List<Written> written(CaseState state) {
        var customer = caseContacts.customer(state).map(Customer::id).orElse(null);
        return Stream.concat(
                        letters.letters(state.id()).stream(),
                        letters.replies(state.id(), customer, state.openedAt()).stream())
                .sorted(Comparator.comparing(Written::at))
                .toList();
    }

    private static String ending(String address) {
        int at = address.indexOf('@');
        return at >= 0 ? "…" + address.substring(at) : address.substring(Math.max(0, address.length() - 4));
    }
}
