package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.SituationOf.Touch;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.policy.Verdict;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// What the policy packs would say of a workflow's first message to somebody. Nothing is sent, kept or locked.
@Component
public class ContactPreview {
    private final Laws laws;
    private final SituationOf situations;

    ContactPreview(Laws laws, SituationOf situations) {
        this.laws = laws;
        this.situations = situations;
    }

    /// An account, and when it would be written to.
    public record When(Account account, Instant at) {}

    /// @return one verdict for each; none at all if the workflow sends no message by itself
    public List<Verdict> first(Definition definition, List<When> accounts) {
        var outreach = definition.outreach();
        if (outreach.isEmpty() || accounts.isEmpty()) {
            return List.of();
        }
        var touch = outreach.getFirst();
        var message = definition.messages().get(touch.message());
        var touches = accounts.stream()
                .map(when -> new Touch(
                        when.account(),
                        touch.channel().equals("email") ? Channel.EMAIL : Channel.SMS,
                        definition.purpose(),
                        definition.jurisdictions(),
                        touch.message(),
                        message != null && message.text().contains("{optOut}")))
                .toList();
        var facts = situations.of(touches, accounts.getFirst().at());
        var law = laws.law();
        var verdicts = new ArrayList<Verdict>();
        for (int i = 0; i < facts.size(); i++) {
            var one = facts.get(i);
            var at = accounts.get(i).at();
            verdicts.add(law.map(packs -> packs.ask(one, at))
                    .orElseGet(ContactPermits::withoutPacks)
                    .verdict());
        }
        return verdicts;
    }
}
