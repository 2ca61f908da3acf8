package io.throughline.policy;

import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactCap.Reached;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a message may go to a person now. Pure; what is not known is refused.
///
/// The first rule that hits is the answer: endpoint, opt-out, consent, place, time, frequency. An
/// instant in
/// [Verdict.NotBefore] already satisfies every rule, so that one wait is enough if nothing else
/// changes.
public final class ContactPolicy {
    private static final ContactWindow WINDOW = ContactWindow.REGULATION_F;
    private static final ContactCap CAP = ContactCap.HOUSE;

    /// Every rule by which a contact of that purpose can be held back or denied.
    public static List<String> rules(Purpose purpose) {
        return switch (purpose) {
            case OUTREACH -> Stream.concat(TIMED.stream(), CAPS.stream()).toList();
            case RECEIPT -> TIMED;
            case REQUESTED -> TIMED.subList(0, 3);
            case OPT_OUT_CONFIRMATION -> TIMED.subList(0, 2);
        };
    }

    private static final List<String> TIMED = List.of(
            "contact.no-endpoint",
            "contact.opted-out",
            "contact.no-consent",
            "contact.zone-unknown",
            "contact.no-common-window",
            "contact.time-window");
    private static final List<String> CAPS = List.of("contact.cap-day", "contact.cap-week");

    private ContactPolicy() {}

    public static Verdict permit(ContactAction action, ContactFacts facts, Instant now) {
        if (!facts.endpoint()) {
            return new Verdict.Deny("contact.no-endpoint", "no address that may be used on this channel");
        }
        if (action.purpose() == Purpose.OPT_OUT_CONFIRMATION) {
            return confirmation(facts);
        }
        if (facts.optedOut()) {
            return new Verdict.Deny("contact.opted-out", "the customer has said stop");
        }
        if (!facts.consent()) {
            return new Verdict.Deny("contact.no-consent", "the customer has not consented to this channel");
        }
        if (action.purpose() == Purpose.REQUESTED) {
            // The customer is on the page and waits for it: a contact they started (regf.inconvenient-known).
            return new Verdict.Allow();
        }
        if (facts.zones().isEmpty()) {
            return new Verdict.Deny("contact.zone-unknown", "the customer's local time is not known");
        }
        return timed(action, facts, now);
    }

    /// Exactly one, at once and at any hour: it answers what the customer has just sent, and needs no
    /// consent of its
    /// own
    /// (12 CFR 1006.14(h)(2)).
    private static Verdict confirmation(ContactFacts facts) {
        if (!facts.optedOut() || facts.optOutConfirmed()) {
            return new Verdict.Deny("contact.opted-out", "there is no opt-out left to confirm");
        }
        return new Verdict.Allow();
    }

    private static Verdict timed(ContactAction action, ContactFacts facts, Instant now) {
        var zones = facts.zones();
        boolean isOpen = WINDOW.isOpen(now, zones);
        Optional<Reached> reached = action.purpose() == Purpose.OUTREACH
                ? CAP.reached(action.channel(), facts.attempts(), zones, now)
                : Optional.empty();
        if (isOpen && reached.isEmpty()) {
            return new Verdict.Allow();
        }
        var first = WINDOW.firstOpen(reached.map(Reached::until).orElse(now), zones);
        if (first.isEmpty()) {
            return new Verdict.Deny("contact.no-common-window", "no hour suits every zone the customer may be in");
        }
        if (!isOpen) {
            return new Verdict.NotBefore(
                    first.get(), "contact.time-window", "outside 08:00-21:00 where the customer may be");
        }
        var cap = reached.orElseThrow();
        return new Verdict.NotBefore(first.get(), cap.rule(), cap.reason());
    }
}
