package io.throughline.scenario;

import io.throughline.engine.By.Channel;
import io.throughline.engine.Effect;
import io.throughline.policy.ContactAction;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.ContactFacts.Place;
import io.throughline.policy.place.Places;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a scenario's message and customer are, in the words of the policy packs.
final class Contacted {
    /// The account that every scenario is about.
    static final String DEBT = "A-1";

    private Contacted() {}

    static ContactFacts facts(
            Definition definition,
            Given given,
            Effect.Contact contact,
            Channel on,
            Set<Channel> stopped,
            List<Earlier> history,
            Instant now) {
        var person = given.person();
        var consent = new HashMap<String, Object>();
        for (var channel : List.of(Channel.SMS, Channel.EMAIL)) {
            consent.put(channel.word(), permission(person, channel, stopped, now));
        }
        var numbers = person.zones().stream()
                .map(Places.tables()::areaCodeOf)
                .flatMap(Optional::stream)
                .toList();
        var account = new HashMap<>(person.knows());
        account.put("other_numbers", numbers);
        return new ContactFacts(
                new ContactAction(on, contact.isOutreach() ? Purpose.OUTREACH : Purpose.RECEIPT),
                definition.purpose(),
                definition.jurisdictions(),
                DEBT,
                person.reachable().contains(on) ? on.word() : "",
                given.language(),
                optOut(definition, contact),
                numbers.isEmpty() ? Place.UNKNOWN : new Place("", "", numbers.getFirst()),
                consent,
                account,
                history);
    }

    private static Map<String, Object> permission(
            Given.Person person, Channel channel, Set<Channel> stopped, Instant now) {
        var permission = new HashMap<String, Object>();
        permission.put("basis", person.consents().contains(channel) ? "express" : "none");
        if (stopped.contains(channel)) {
            permission.put("revoked", now.atOffset(ZoneOffset.UTC));
        }
        return permission;
    }

    private static List<String> optOut(Definition definition, Effect.Contact contact) {
        var message = definition.messages().get(contact.message());
        return message != null && message.text().contains("{optOut}") ? List.of("opt_out") : List.of();
    }
}
