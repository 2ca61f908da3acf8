package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.NumberRegistry.Unavailable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /// Who and what is on our lists now.
    record Listed(Set<String> people, Set<String> addresses) {
        boolean has(@Nullable String person, Endpoint endpoint) {
            return person != null && people.contains(person) || addresses.contains(endpoint.address());
        }
    }

    Listed listed(List<String> people, List<String> addresses) {
        return lists.listed(people, addresses);
    }

    /// What the register says of a number, in the words of the fact model: a number from which nobody is known to have
    /// answered counts as ours since never. Empty without a register; one that cannot be asked is told as failed.
    Optional<Map<String, Object>> reassigned(Endpoint endpoint, List<ConsentEvent> events) {
        var known = registry.getIfAvailable();
        if (known == null) {
            return Optional.empty();
        }
        var since = lastKnown(endpoint, events);
        try {
            var entry = known.reassigned(endpoint.address(), since);
            var answer = new LinkedHashMap<String, Object>();
            answer.put("result", entry.answer().name().toLowerCase(Locale.ROOT));
            answer.put("queried", entry.asOf());
            if (!since.equals(LocalDate.MIN)) {
                answer.put("since", since);
            }
            return Optional.of(answer);
        } catch (Unavailable e) {
            log.error("a number registry cannot be asked; nothing is sent to telephones: {}", e.getMessage());
            return Optional.of(Map.of("result", "service_error"));
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
