package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Customer;
import io.throughline.policy.ContactAction;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts;
import io.throughline.policy.ContactPolicy;
import io.throughline.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Asks policy with the facts as they stand. Call inside a transaction: the person and the address
/// stay locked until it
/// ends, so an opt-out is either seen here or waits until the claim is committed.
@Component
class ContactPermits {
    /// Longer than the cap looks back, in any zone.
    private static final Duration LOOK_BACK = Duration.ofDays(9);

    private static final Preferences NONE =
            new Preferences(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    /// Each turn moves the instant on; more than this many are a circle.
    private static final int MOST_TURNS = 64;

    private final Consents consents;
    private final Contacts contacts;
    private final Suppressions suppressions;
    private final Portfolio portfolio;
    private final ConsumerZones zones;

    ContactPermits(
            Consents consents, Contacts contacts, Suppressions suppressions, Portfolio portfolio, ConsumerZones zones) {
        this.consents = consents;
        this.contacts = contacts;
        this.suppressions = suppressions;
        this.portfolio = portfolio;
        this.zones = zones;
    }

    Verdict ask(Contact contact, Instant now) {
        var customerId = contact.customerId();
        suppressions.share();
        if (customerId != null) {
            consents.lockPerson(customerId);
        }
        consents.lockEndpoint(contact.endpoint());
        var events = consents.events(customerId, contact.endpoint());
        var preferences = customerId == null ? NONE : Preferences.of(events, customerId, now);
        var action = new ContactAction(contact.endpoint().channel(), contact.purpose());
        var facts = facts(contact, events, preferences, now);
        var verdict = ContactPolicy.permit(action, facts, now);
        if (verdict instanceof Verdict.Deny || contact.purpose() == Purpose.OPT_OUT_CONFIRMATION) {
            return verdict;
        }
        var barred = suppressions.against(customerId, contact.endpoint(), events);
        if (barred.isPresent()) {
            return barred.get();
        }
        return contact.purpose() == Purpose.REQUESTED || preferences.hours().isEmpty()
                ? verdict
                : within(preferences.hours().get(), action, facts, verdict, now);
    }

    private ContactFacts facts(Contact contact, List<ConsentEvent> events, Preferences preferences, Instant now) {
        var customerId = contact.customerId();
        var customer = customerId == null ? Optional.<Customer>empty() : portfolio.customer(customerId);
        var consent = Consent.of(
                events, customerId, contact.endpoint(), contact.about().subject());
        return new ContactFacts(
                !contact.endpoint().address().isEmpty(),
                // What the customer asks for is consented to by asking.
                contact.purpose() == Purpose.REQUESTED
                        || consent.given()
                        || customer.map(someone -> consents(someone, contact)).orElse(false),
                consent.isStopped(),
                Consent.of(events, null, contact.endpoint(), null).confirmed(),
                preferences
                        .place()
                        .map(place -> Set.of(place.zone()))
                        .or(() -> customer.map(someone -> zones.of(someone.phone(), someone.postalCode())))
                        .orElse(Set.of()),
                customerId == null || contact.purpose() != Purpose.OUTREACH
                        ? List.of()
                        : contacts.attempts(customerId, contact.effectKey(), now.minus(LOOK_BACK)));
    }

    /// The verdict with the hours a person asked for: the first instant that both they and policy allow.
    private static Verdict within(
            PreferredHours hours, ContactAction action, ContactFacts facts, Verdict verdict, Instant now) {
        var at = verdict instanceof Verdict.NotBefore later ? later.instant() : now;
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            var within = hours.firstWithin(at, facts.zones());
            if (within.isEmpty()) {
                break;
            }
            switch (ContactPolicy.permit(action, facts, within.get())) {
                case Verdict.Allow() -> {
                    return within.get().equals(at)
                            ? verdict
                            : new Verdict.NotBefore(
                                    within.get(), "contact.stated-hours", "outside the hours the customer asked for");
                }
                case Verdict.NotBefore(var instant, var _, var _) -> at = instant;
                case Verdict.Require require -> {
                    return require;
                }
                case Verdict.Deny deny -> {
                    return deny;
                }
            }
        }
        return new Verdict.Deny(
                "contact.no-common-window", "the hours the customer asked for never meet those that are allowed");
    }

    private static boolean consents(Customer customer, Contact contact) {
        return contact.endpoint().channel() == Channel.SMS ? customer.smsConsent() : customer.emailConsent();
    }
}
