package io.throughline.rehearsal.stage;

import io.throughline.engine.By.Channel;
import io.throughline.engine.Effect;
import io.throughline.policy.ContactAction;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts;
import io.throughline.policy.ContactFacts.Place;
import io.throughline.policy.place.Places;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a rehearsed message and customer are, in the words of the policy packs.
final class Contacting {
    private Contacting() {}

    /// Whether a channel leads to a customer, and whether they agreed to it.
    record Open(boolean isReachable, boolean isAgreed) {}

    static ContactFacts facts(
            Definition definition, Person person, Effect.Contact contact, Channel channel, Open open, Instant now) {
        var permission = new HashMap<String, Object>();
        permission.put("basis", open.isAgreed() ? "express" : "none");
        if (person.hasStopped) {
            permission.put("revoked", now.atOffset(ZoneOffset.UTC));
        }
        return new ContactFacts(
                new ContactAction(channel, contact.isOutreach() ? Purpose.OUTREACH : Purpose.RECEIPT),
                definition.purpose(),
                definition.jurisdictions(),
                debt(person),
                open.isReachable() ? channel.word() : "",
                "en",
                List.of("opt_out"),
                new Place("", "", Places.tables().areaCodeOf(person.zone).orElse("")),
                Map.of(channel.word(), permission),
                somewhereElse(person.zone, now),
                person.attempts);
    }

    static String debt(Person person) {
        return "A-" + person.number;
    }

    /// A zone without an area code of its own is one the person says to be in.
    private static Map<String, Object> somewhereElse(ZoneId zone, Instant now) {
        return Places.tables().areaCodeOf(zone).isPresent()
                ? Map.of()
                : Map.of(
                        "current_location",
                        Map.of("zone", zone.getId(), "said", now.atZone(zone).toLocalDate()));
    }
}
