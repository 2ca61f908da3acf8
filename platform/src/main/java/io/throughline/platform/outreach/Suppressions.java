package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.NumberRegistry.Answer;
import io.throughline.platform.outreach.NumberRegistry.Unavailable;
import io.throughline.policy.Verdict.Deny;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What forbids a contact whatever else is known: our own do-not-contact lists, and a number that has become somebody
/// else's. A registry that is there and cannot be asked forbids as well.
@Component
class Suppressions {
    private static final Logger log = LoggerFactory.getLogger(Suppressions.class);

    private final DoNotContact lists;
    private final InboundWords inbound;
    private final ObjectProvider<NumberRegistry> registry;

    Suppressions(DoNotContact lists, InboundWords inbound, ObjectProvider<NumberRegistry> registry) {
        this.lists = lists;
        this.inbound = inbound;
        this.registry = registry;
    }

    /// Call first in a transaction that claims: a change of the lists waits for it, or it for the change.
    void share() {
        lists.share();
    }

    /// What forbids a contact, if anything does.
    Optional<Deny> against(@Nullable String person, Endpoint endpoint, List<ConsentEvent> events) {
        var listing = lists.listing(person, endpoint);
        if (!listing.isEmpty()) {
            return Optional.of(
                    new Deny("contact.do-not-contact", "on the do-not-contact list " + String.join(", ", listing)));
        }
        return endpoint.channel() == Channel.SMS ? reassigned(endpoint, events) : Optional.empty();
    }

    /// A number nobody is known to have answered from counts as ours since never: any disconnection forbids it.
    private Optional<Deny> reassigned(Endpoint endpoint, List<ConsentEvent> events) {
        var known = registry.getIfAvailable();
        if (known == null) {
            return Optional.empty();
        }
        try {
            var entry = known.reassigned(endpoint.address(), lastKnown(endpoint, events));
            return entry.answer() == Answer.YES
                    ? Optional.of(new Deny(
                            "contact.reassigned",
                            "the number was given up since it was last known to be theirs (registry of " + entry.asOf()
                                    + ")"))
                    : Optional.empty();
        } catch (Unavailable e) {
            log.error("a number registry cannot be asked; nothing is sent to telephones: {}", e.getMessage());
            return Optional.of(new Deny("contact.registry-unavailable", "the register of numbers cannot be asked"));
        }
    }

    /// The last day on which the number was known to be the person's: they wrote from it, or gave it with their
    /// consent.
    LocalDate lastKnown(Endpoint endpoint, List<ConsentEvent> events) {
        var given = events.stream()
                .filter(event -> event.kind() == ConsentEvent.Kind.GIVEN
                        && endpoint.address().equals(event.address()))
                .map(ConsentEvent::at)
                .max(Instant::compareTo);
        var wrote = inbound.lastFrom(endpoint);
        return java.util.stream.Stream.of(given, wrote)
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
                .orElse(LocalDate.MIN);
    }
}
