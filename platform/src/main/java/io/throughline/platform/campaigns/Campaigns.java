package io.throughline.platform.campaigns;

import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.records.Portfolio;
import io.throughline.workflow.Nearest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What people do with campaigns. Whatever is done leaves who and why.
@Component
class Campaigns {
    private static final int PAGE = 5_000;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private final CampaignStore store;
    private final TurnStore turns;
    private final Workflows workflows;
    private final Portfolio portfolio;
    private final InstantSource clock;
    private final TransactionTemplate transactions;

    Campaigns(
            CampaignStore store,
            TurnStore turns,
            Workflows workflows,
            Portfolio portfolio,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.turns = turns;
        this.workflows = workflows;
        this.portfolio = portfolio;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// A campaign and how its cases stand.
    ///
    /// @param sent messages that went out, or may have
    /// @param waiting messages still to be sent
    /// @param notSent messages of its cases that never went out, by the rule
    /// @param kept accounts for which no case is opened, by the rule that keeps them
    /// @param later accounts that it comes to when they may be written to, by what they wait for
    /// @param cases by outcome, exception, or what they wait for
    record Standing(
            Campaign campaign,
            long sent,
            long waiting,
            long withPersons,
            Map<String, Long> notSent,
            Map<String, Long> kept,
            Map<String, Long> later,
            Map<String, Long> cases,
            List<CampaignStore.Change> changes) {}

    List<Campaign> all() {
        return store.all();
    }

    /// @throws ApiProblem if there is none
    Campaign one(String id) {
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    /// @throws ApiProblem if there is none
    Standing standing(String id) {
        var campaign = one(id);
        return new Standing(
                campaign,
                store.sent(id),
                store.waiting(id),
                store.withPersons(id),
                store.notSent(id),
                turns.kept(id),
                turns.later(id),
                store.standings(id),
                store.changes(id));
    }

    /// How far a campaign is, in few figures, asked as often as one likes.
    ///
    /// @param matched accounts that matched when it was started
    /// @param planned of these, those that were given a turn, or are kept by a rule; none is opened before all are
    /// @param later accounts whose turn is to come
    /// @param kept accounts for which no case is opened, since a rule keeps them
    /// @param nextAt all of `later` wait for their instants, the first of which is this; null: not
    /// @param waiting messages still to be sent, those held among them
    /// @param held messages that wait for an instant, such as the hours in which they may be sent
    record Progress(
            String state,
            long matched,
            long planned,
            long opened,
            long later,
            long kept,
            @Nullable Instant nextAt,
            long sent,
            long waiting,
            long held) {}

    /// @throws ApiProblem if there is none
    Progress progress(String id) {
        var campaign = one(id);
        var left = turns.left(id);
        return new Progress(
                campaign.state().word(),
                campaign.matched(),
                campaign.planned(),
                campaign.opened(),
                left.waiting() + left.taken(),
                left.kept(),
                campaign.nextAt(),
                store.sent(id),
                store.waiting(id),
                store.held(id, clock.instant()));
    }

    /// Starts one. Its cases are opened from the next second on.
    ///
    /// @throws ApiProblem if there is one of that name, or the condition cannot be used
    Campaign start(String id, String workflow, String condition, Campaign.Pace pace, String who, String reason) {
        if (!ID.matcher(id).matches()) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "campaign.id",
                    "\"" + id + "\" cannot name a campaign; write it in small letters, such as november-past-due.");
        }
        if (pace.perMinute() < 1) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "campaign.pace", "Let out at least one case a minute.");
        }
        workflows.current(workflow);
        long matched = count(condition);
        var now = clock.instant();
        var campaign = Campaign.started(id, workflow, condition, pace, matched, now);
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (!store.add(campaign)) {
                throw new ApiProblem(
                        HttpStatus.CONFLICT, "campaign.exists", "There is a campaign " + id + "; take another name.");
            }
            store.changed(id, now, who, "started", reason);
            return campaign;
        }));
    }

    private long count(String condition) {
        long matched = 0;
        var after = "";
        while (true) {
            var page = portfolio.owingWhere(condition, after, PAGE);
            matched += page.size();
            if (page.size() < PAGE) {
                return matched;
            }
            after = page.getLast().id();
        }
    }

    Campaign hold(String id, String who, String reason) {
        return stand(id, Set.of(Campaign.State.RUNNING, Campaign.State.DONE), Campaign.State.HELD, "held", who, reason);
    }

    Campaign resume(String id, String who, String reason) {
        var campaign = stand(id, Set.of(Campaign.State.HELD), Campaign.State.RUNNING, "resumed", who, reason);
        store.wake(id, clock.instant());
        return campaign;
    }

    Campaign stop(String id, String who, String reason) {
        var before = Set.of(Campaign.State.RUNNING, Campaign.State.HELD, Campaign.State.DONE);
        var campaign = stand(id, before, Campaign.State.STOPPED, "stopped", who, reason);
        turns.settle();
        store.wake(id, clock.instant());
        return campaign;
    }

    private Campaign stand(
            String id, Set<Campaign.State> from, Campaign.State to, String what, String who, String reason) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            var campaign = store.lock(id).orElseThrow(() -> unknown(id));
            if (!from.contains(campaign.state())) {
                throw new ApiProblem(
                        HttpStatus.CONFLICT,
                        "campaign.state",
                        "It is " + campaign.state().word() + ", so it cannot be " + what + ".");
            }
            store.stand(id, to);
            store.changed(id, clock.instant(), who, what, reason);
            return store.find(id).orElseThrow();
        }));
    }

    private ApiProblem unknown(String id) {
        var near = Nearest.to(id, store.all().stream().map(Campaign::id).toList());
        return new ApiProblem(
                HttpStatus.NOT_FOUND,
                "campaign.unknown",
                "There is no campaign " + id + "."
                        + near.map(name -> " Did you mean " + name + "?").orElse(""));
    }
}
