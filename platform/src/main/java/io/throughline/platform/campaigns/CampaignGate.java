package io.throughline.platform.campaigns;

import io.throughline.engine.CaseState;
import io.throughline.platform.outreach.ContactGate;
import io.throughline.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Keeps the messages of a campaign back while it is held, and for good when it is stopped. Reads the campaign under a
/// lock that holding it waits for: once a hold is committed, nothing more of it is claimed.
@Component
class CampaignGate implements ContactGate {
    /// The fact by which a case knows its campaign.
    static final String FACT = "campaign";
    /// Resuming wakes the messages; this is for a wake-up that got lost.
    private static final Duration LOOK_AGAIN = Duration.ofHours(6);

    private final CampaignStore store;

    CampaignGate(CampaignStore store) {
        this.store = store;
    }

    @Override
    public Optional<Verdict> against(CaseState state, Instant now) {
        return againstAll(List.of(state), now).getFirst();
    }

    /// Each campaign is read and locked once.
    @Override
    public List<Optional<Verdict>> againstAll(List<CaseState> states, Instant now) {
        var verdicts = new TreeMap<String, Optional<Verdict>>();
        states.forEach(state -> campaign(state).ifPresent(id -> verdicts.put(id, Optional.empty())));
        verdicts.replaceAll((id, _) -> store.share(id).flatMap(campaign -> verdict(campaign, now)));
        return states.stream()
                .map(state -> campaign(state).flatMap(verdicts::get))
                .toList();
    }

    private static Optional<String> campaign(CaseState state) {
        return state.fact("trigger." + FACT).map(Object::toString);
    }

    private static Optional<Verdict> verdict(Campaign campaign, Instant now) {
        return switch (campaign.state()) {
            case RUNNING, DONE -> Optional.empty();
            case HELD ->
                Optional.of(new Verdict.NotBefore(
                        now.plus(LOOK_AGAIN), "campaign.held", "the campaign " + campaign.id() + " is held"));
            case STOPPED ->
                Optional.of(new Verdict.Deny("campaign.stopped", "the campaign " + campaign.id() + " was stopped"));
        };
    }
}
