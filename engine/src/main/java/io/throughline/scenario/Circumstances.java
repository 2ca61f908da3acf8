package io.throughline.scenario;

import io.throughline.engine.By.Channel;
import io.throughline.policy.ContactAction;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.ContactFacts.Place;
import io.throughline.policy.ContactLaw;
import io.throughline.policy.Verdict;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a message of a workflow can meet: the reason that the packs give in each circumstance which a scenario can set.
/// The packs are asked, so that a workflow is never made to show what cannot hold its messages.
final class Circumstances {
    private static final Instant DAY = Scenarios.START;
    private static final Instant NIGHT = DAY.minus(Duration.ofHours(9));
    private static final Map<String, Object> AGREED = Map.of("basis", "express");
    private static final Place HERE = new Place("", "", "312");

    private final Definition definition;
    private final ContactLaw law;
    private final Set<String> reasons = new TreeSet<>();

    private Circumstances(Definition definition, ContactLaw law) {
        this.definition = definition;
        this.law = law;
    }

    /// Reason codes, in order.
    static Set<String> reasons(Definition definition, ContactLaw law) {
        var asked = new Circumstances(definition, law);
        definition.outreach().forEach(touch -> asked.ask(Purpose.OUTREACH, touch.channel()));
        definition.steps().values().stream()
                .filter(Step.Send.class::isInstance)
                .map(step -> definition.messages().get(((Step.Send) step).message()))
                .filter(message -> message != null)
                .forEach(message -> asked.ask(Purpose.RECEIPT, message.channel()));
        return asked.reasons;
    }

    private void ask(Purpose purpose, String word) {
        var channel = GivenReader.channel(word).orElse(Channel.SMS);
        if (!ContactLaw.channels().contains(channel)) {
            return;
        }
        var usual = facts(channel, purpose, HERE, AGREED, Map.of(), List.of());
        note(usual, NIGHT);
        note(facts(channel, purpose, Place.UNKNOWN, AGREED, Map.of(), List.of()), DAY);
        note(facts(channel, purpose, HERE, Map.of("basis", "none"), Map.of(), List.of()), DAY);
        note(facts(channel, purpose, HERE, Map.of("revoked", DAY.toString()), Map.of(), List.of()), DAY);
        note(facts(channel, purpose, HERE, AGREED, Map.of(), earlier(channel, 1, 0)), DAY);
        note(facts(channel, purpose, HERE, AGREED, Map.of(), earlier(channel, 3, 1)), DAY);
        note(usual.to(""), DAY);
        for (var known : known(channel)) {
            note(facts(channel, purpose, HERE, AGREED, known, List.of()), DAY);
        }
    }

    /// Facts of the account that end or hold contact.
    private static List<Map<String, Object>> known(Channel channel) {
        var other = channel == Channel.SMS ? "email" : "sms";
        return List.of(
                Map.of("bankruptcy", Map.of("filed", "2026-10-01")),
                Map.of("cease", Map.of("received", "2026-10-01")),
                Map.of("attorney", Map.of("name", "known")),
                Map.of("dispute", Map.of("received", "2026-10-01"), "validation", Map.of("sent", "2026-09-15")),
                Map.of("do_not_contact", true),
                Map.of("preferred_channel", other));
    }

    private static List<Earlier> earlier(Channel channel, int count, int daysAgo) {
        var contacts = new ArrayList<Earlier>();
        for (int i = 0; i < count; i++) {
            contacts.add(Earlier.sent(
                    channel, DAY.minus(Duration.ofDays(daysAgo + (long) i)).minusSeconds(60), Contacted.DEBT, ""));
        }
        return contacts;
    }

    private ContactFacts facts(
            Channel channel,
            Purpose purpose,
            Place place,
            Map<String, Object> permission,
            Map<String, Object> account,
            List<Earlier> history) {
        return new ContactFacts(
                new ContactAction(channel, purpose),
                definition.purpose(),
                definition.jurisdictions(),
                Contacted.DEBT,
                channel.word(),
                "en",
                List.of("opt_out"),
                place,
                Map.of(channel.word(), permission),
                account,
                history);
    }

    private void note(ContactFacts facts, Instant at) {
        switch (law.ask(facts, at).verdict()) {
            case Verdict.Allow() -> {
                // nothing that a scenario could show
            }
            case Verdict.NotBefore(var _, var rule, var _) -> reasons.add(rule);
            case Verdict.Require(var _, var rule, var _) -> reasons.add(rule);
            case Verdict.Deny(var rule, var _) -> reasons.add(rule);
        }
    }
}
