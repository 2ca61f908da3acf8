package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.platform.records.Portfolio.Customer;
import io.throughline.policy.ContactAction;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.ContactFacts.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// What the policy packs are told of a message: all that we know of the person, the account and earlier contact. For
/// many messages as for one, each source is asked once.
///
/// A planner asks [#of(List, Instant)] for a page of accounts and gives each answer to
/// [io.throughline.policy.ContactLaw];
/// a claim asks for its one message with the person and the address locked.
@Component
public class SituationOf {
    /// Longer than any rule looks back, in any zone; sixty days make a text's basis stale (regf.text-procedure).
    private static final Duration LOOK_BACK = Duration.ofDays(62);

    private final Consents consents;
    private final ContactHistory history;
    private final Suppressions suppressions;
    private final Portfolio portfolio;
    private final List<String> home;

    /// @param home jurisdictions of messages that belong to no workflow
    SituationOf(
            Consents consents,
            ContactHistory history,
            Suppressions suppressions,
            Portfolio portfolio,
            @Value("${throughline.policy.jurisdictions:US}") List<String> home) {
        this.consents = consents;
        this.history = history;
        this.suppressions = suppressions;
        this.portfolio = portfolio;
        this.home = List.copyOf(home);
    }

    /// A message that somebody thinks of sending about an account.
    ///
    /// @param purpose of the workflow, as it names it
    /// @param hasOptOut whether its words say how to stop
    public record Touch(
            Account account,
            Channel channel,
            String purpose,
            List<String> jurisdictions,
            String message,
            boolean hasOptOut) {}

    /// One message.
    public ContactFacts of(Touch touch, Instant at) {
        return of(List.of(touch), at).getFirst();
    }

    /// Many messages, in their order. A customer without an address on the channel has an empty one, which is refused.
    public List<ContactFacts> of(List<Touch> touches, Instant at) {
        var customers = portfolio.customers(
                touches.stream().map(touch -> touch.account().customerId()).toList());
        var contacts = touches.stream()
                .map(touch -> contact(
                        touch, Optional.ofNullable(customers.get(touch.account().customerId())), at))
                .toList();
        return facts(contacts, customers, at);
    }

    private static Contact contact(Touch touch, Optional<Customer> customer, Instant at) {
        var channel = touch.channel();
        return Contact.claimed(
                "planned:" + touch.message() + ":" + touch.account().id(),
                null,
                touch.account().customerId(),
                new Endpoint(
                        channel,
                        customer.flatMap(someone -> CaseContacts.address(someone, channel))
                                .orElse("")),
                Purpose.OUTREACH,
                new Contact.About(
                        touch.account().id(),
                        touch.purpose(),
                        touch.jurisdictions(),
                        customer.map(Customer::language).orElse("en"),
                        touch.hasOptOut()),
                touch.message(),
                at);
    }

    /// Messages as they are claimed, in their order. Call with their people and addresses locked.
    List<ContactFacts> facts(List<Contact> contacts, Instant at) {
        return facts(contacts, portfolio.customers(people(contacts)), at);
    }

    private static List<String> people(List<Contact> contacts) {
        return contacts.stream()
                .map(Contact::customerId)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
    }

    private List<ContactFacts> facts(List<Contact> contacts, Map<String, Customer> customers, Instant at) {
        var people = people(contacts);
        var addresses = contacts.stream()
                .map(contact -> contact.endpoint().address())
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
        var known = new Known(
                customers,
                new Ledger(consents.eventsOf(people, addresses)),
                history.of(people, at.minus(LOOK_BACK)),
                suppressions.listed(people, addresses),
                portfolio.facts(people));
        return contacts.stream().map(contact -> facts(contact, known, at)).toList();
    }

    private record Known(
            Map<String, Customer> customers,
            Ledger ledger,
            Map<String, List<ContactHistory.Past>> past,
            Suppressions.Listed listed,
            Map<String, Portfolio.KnownFacts> facts) {}

    /// The ledger's entries by whom and what they concern.
    private static final class Ledger {
        private final Map<String, List<ConsentEvent>> byPerson = new HashMap<>();
        private final Map<String, List<ConsentEvent>> byAddress = new HashMap<>();

        Ledger(Collection<ConsentEvent> events) {
            for (var event : events) {
                if (event.person() != null) {
                    byPerson.computeIfAbsent(event.person(), _ -> new ArrayList<>())
                            .add(event);
                }
                if (event.address() != null) {
                    byAddress
                            .computeIfAbsent(event.address(), _ -> new ArrayList<>())
                            .add(event);
                }
            }
        }

        List<ConsentEvent> of(Contact contact) {
            var person = contact.customerId();
            var own = person == null ? List.<ConsentEvent>of() : byPerson.getOrDefault(person, List.of());
            var there = byAddress.getOrDefault(contact.endpoint().address(), List.of());
            return Stream.concat(
                            own.stream(),
                            there.stream().filter(event -> person == null || !person.equals(event.person())))
                    .toList();
        }
    }

    private ContactFacts facts(Contact contact, Known known, Instant at) {
        var person = contact.customerId();
        var customer = person == null
                ? Optional.<Customer>empty()
                : Optional.ofNullable(known.customers().get(person));
        var about = contact.about();
        var events = known.ledger().of(contact);
        var wishes = person == null ? Preferences.NONE : Preferences.of(events, person, at);
        var facts = person == null
                ? Portfolio.KnownFacts.NONE
                : known.facts().getOrDefault(person, Portfolio.KnownFacts.NONE);
        var account = new LinkedHashMap<>(facts.about(about.account()));
        var state = String.valueOf(Objects.requireNonNullElse(account.remove("state"), ""));
        account.putAll(AccountSays.of(events, person, wishes, customer));
        account.put("do_not_contact", known.listed().has(person, contact.endpoint()));
        var consent = new Permissions(events, person, about.subject()).of(contact.endpoint(), customer, at);
        if (contact.endpoint().channel() == Channel.SMS
                && !contact.endpoint().address().isEmpty()) {
            suppressions.reassigned(contact.endpoint(), events).ifPresent(answer -> consent.put("rnd", answer));
        }
        return new ContactFacts(
                new ContactAction(contact.endpoint().channel(), contact.purpose()),
                Objects.requireNonNullElse(about.subject(), ""),
                about.jurisdictions().isEmpty() && about.subject() == null ? home : about.jurisdictions(),
                Objects.requireNonNullElse(about.account(), ""),
                contact.endpoint().address(),
                about.language(),
                about.hasOptOut() ? List.of("opt_out") : List.of(),
                place(contact, customer, state),
                consent,
                account,
                past(contact, person == null ? List.of() : known.past().getOrDefault(person, List.of()), events, at));
    }

    private static Place place(Contact contact, Optional<Customer> customer, String state) {
        var number = contact.endpoint().channel() == Channel.SMS
                ? contact.endpoint().address()
                : customer.map(Customer::phone).orElse("");
        return new Place(state, customer.map(Customer::postalCode).orElse(""), number);
    }

    /// All contacts but the one that is asked about; that a stop was confirmed is a contact, too.
    private static List<Earlier> past(
            Contact contact, List<ContactHistory.Past> past, List<ConsentEvent> events, Instant now) {
        var earlier = past.stream()
                .filter(one -> !one.id().equals(contact.id()))
                .map(one -> one.contact().notAfter(now))
                .collect(Collectors.toCollection(ArrayList::new));
        var stop = Consent.of(events, null, contact.endpoint(), null);
        if (stop.stoppedAt() != null && stop.confirmed()) {
            earlier.add(Earlier.sent(
                    contact.endpoint().channel(),
                    stop.stoppedAt(),
                    null,
                    io.throughline.policy.ContactLaw.purposeInHistory(Purpose.OPT_OUT_CONFIRMATION)));
        }
        return earlier;
    }
}
