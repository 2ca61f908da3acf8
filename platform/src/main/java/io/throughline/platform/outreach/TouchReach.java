package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.SituationOf.Touch;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.policy.ContactFacts;
import io.throughline.policy.plan.Candidate.Way;
import io.throughline.policy.plan.Planner;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// How each account of a page could be reached by the touches of a workflow, and what the policy packs say of it. Each
/// source is asked once a page; nothing is sent, kept or locked.
@Component
public class TouchReach {
    /// How surely an address is the person's (house): one they agreed to be written to at, or one that only the
    /// creditor gave.
    private static final int CONFIRMED = 90;

    private static final int GIVEN = 60;
    private final Laws laws;
    private final SituationOf situations;

    TouchReach(Laws laws, SituationOf situations) {
        this.laws = laws;
        this.situations = situations;
    }

    /// An account with its ways.
    public record Reach(Account account, List<Way> ways, Planner.Law law) {}

    /// @return one for each account, in their order
    public List<Reach> of(Definition definition, List<Account> accounts, Instant at) {
        var channels = messages(definition);
        var reaches = new ArrayList<Reach>(accounts.size());
        var touches = new ArrayList<Touch>(accounts.size() * channels.size());
        for (var account : accounts) {
            channels.forEach((channel, message) -> touches.add(touch(definition, account, channel, message)));
        }
        var facts = touches.isEmpty() ? List.<ContactFacts>of() : situations.of(touches, at);
        int next = 0;
        for (var account : accounts) {
            var mine = new LinkedHashMap<String, ContactFacts>();
            for (var channel : channels.keySet()) {
                mine.put(channel, facts.get(next++));
            }
            reaches.add(new Reach(account, ways(mine), law(mine)));
        }
        return reaches;
    }

    /// Channels of the outreach with the first message of each.
    private static Map<String, String> messages(Definition definition) {
        var messages = new LinkedHashMap<String, String>();
        definition.outreach().forEach(touch -> messages.putIfAbsent(touch.channel(), touch.message()));
        return messages;
    }

    private static Touch touch(Definition definition, Account account, String channel, String message) {
        var words = definition.messages().get(message);
        return new Touch(
                account,
                channel.equals("email") ? Channel.EMAIL : Channel.SMS,
                definition.purpose(),
                definition.jurisdictions(),
                message,
                words != null && words.text().contains("{optOut}"));
    }

    private static List<Way> ways(Map<String, ContactFacts> byChannel) {
        var ways = new ArrayList<Way>();
        byChannel.forEach((channel, facts) -> {
            if (!facts.endpoint().isEmpty()) {
                boolean isConfirmed = facts.consent().containsKey(channel);
                ways.add(new Way(channel, facts.endpoint(), isConfirmed ? CONFIRMED : GIVEN));
            }
        });
        return ways;
    }

    private Planner.Law law(Map<String, ContactFacts> byChannel) {
        var law = laws.law();
        return (_, way, at) -> law.map(packs -> packs.ask(Objects.requireNonNull(byChannel.get(way.channel())), at))
                .orElseGet(ContactPermits::withoutPacks)
                .verdict();
    }
}
