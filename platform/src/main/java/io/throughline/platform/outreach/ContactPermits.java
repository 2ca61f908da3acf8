package io.throughline.platform.outreach;

import io.throughline.platform.policies.Laws;
import io.throughline.policy.ContactLaw;
import io.throughline.policy.ContactRuling;
import io.throughline.policy.Verdict;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Asks the policy packs with the facts as they stand, and keeps the answer. Call inside a transaction: the person and
/// the address stay locked until it ends, so an opt-out is either seen here or waits until the claim is committed.
@Component
class ContactPermits {
    private final Laws laws;
    private final SituationOf situations;
    private final Consents consents;
    private final Suppressions suppressions;
    private final Decisions decisions;

    ContactPermits(
            Laws laws, SituationOf situations, Consents consents, Suppressions suppressions, Decisions decisions) {
        this.laws = laws;
        this.situations = situations;
        this.consents = consents;
        this.suppressions = suppressions;
        this.decisions = decisions;
    }

    Verdict ask(Contact contact, Instant now) {
        suppressions.share();
        if (contact.customerId() != null) {
            consents.lockPerson(contact.customerId());
        }
        consents.lockEndpoint(contact.endpoint());
        var law = laws.law();
        var ruling =
                law.map(packs -> packs.ask(situations.of(contact, now), now)).orElseGet(ContactPermits::withoutPacks);
        decisions.keep(contact, ruling, law.map(ContactLaw::version).orElse(""), now);
        return ruling.verdict();
    }

    static ContactRuling withoutPacks() {
        return ContactLaw.unavailable("no policy pack is loaded");
    }
}
