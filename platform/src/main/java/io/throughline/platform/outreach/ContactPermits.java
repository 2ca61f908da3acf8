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

    private final Consents consents;
    private final Contacts contacts;
    private final Portfolio portfolio;
    private final ConsumerZones zones;

    ContactPermits(Consents consents, Contacts contacts, Portfolio portfolio, ConsumerZones zones) {
        this.consents = consents;
        this.contacts = contacts;
        this.portfolio = portfolio;
        this.zones = zones;
    }

    Verdict ask(Contact contact, Instant now) {
        var customerId = contact.customerId();
        var stoppedAll = customerId == null ? Optional.<Instant>empty() : consents.lockPerson(customerId);
        var standing = consents.lockEndpoint(contact.endpoint());
        var resumedAt = standing.resumedAt();
        boolean stopped = standing.stoppedAt() != null
                || stoppedAll.isPresent() && (resumedAt == null || resumedAt.isBefore(stoppedAll.get()));
        var customer = customerId == null ? Optional.<Customer>empty() : portfolio.customer(customerId);
        var facts = new ContactFacts(
                !contact.endpoint().address().isEmpty(),
                // What the customer asks for is consented to by asking.
                contact.purpose() == Purpose.REQUESTED
                        || customer.map(someone -> consents(someone, contact)).orElse(false),
                stopped,
                standing.confirmedAt() != null,
                customer.map(someone -> zones.of(someone.phone(), someone.postalCode()))
                        .orElse(Set.of()),
                customerId == null || contact.purpose() != Purpose.OUTREACH
                        ? List.of()
                        : contacts.attempts(customerId, contact.effectKey(), now.minus(LOOK_BACK)));
        return ContactPolicy.permit(new ContactAction(contact.endpoint().channel(), contact.purpose()), facts, now);
    }

    private static boolean consents(Customer customer, Contact contact) {
        return contact.endpoint().channel() == Channel.SMS ? customer.smsConsent() : customer.emailConsent();
    }
}
