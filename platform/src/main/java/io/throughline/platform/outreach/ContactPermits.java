package io.throughline.platform.outreach;

import io.throughline.platform.policies.Laws;
import io.throughline.policy.ContactLaw;
import io.throughline.policy.ContactRuling;
import io.throughline.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        return askAll(List.of(contact), now).getFirst();
    }

    /// For messages to different people and addresses, answered in their order.
    List<Verdict> askAll(List<Contact> contacts, Instant now) {
        suppressions.share();
        consents.lockPeople(contacts.stream()
                .map(Contact::customerId)
                .flatMap(Stream::ofNullable)
                .distinct()
                .sorted()
                .toList());
        consents.lockEndpoints(
                contacts.stream().map(Contact::endpoint).distinct().sorted().toList());
        var law = laws.law();
        var rulings = law.map(packs -> situations.facts(contacts, now).stream()
                        .map(facts -> packs.ask(facts, now))
                        .toList())
                .orElseGet(() -> contacts.stream()
                        .map(_ -> ContactPermits.withoutPacks())
                        .toList());
        decisions.keep(
                IntStream.range(0, contacts.size())
                        .mapToObj(i -> new Decisions.Made(contacts.get(i), rulings.get(i)))
                        .toList(),
                law.map(ContactLaw::version).orElse(""),
                now);
        return rulings.stream().map(ContactRuling::verdict).toList();
    }

    static ContactRuling withoutPacks() {
        return ContactLaw.unavailable("no policy pack is loaded");
    }
}
