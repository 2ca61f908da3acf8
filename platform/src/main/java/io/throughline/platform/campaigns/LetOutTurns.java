package io.throughline.platform.campaigns;

import io.throughline.engine.By;
import io.throughline.platform.campaigns.TurnStore.Due;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.records.Portfolio;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Opens the cases of a campaign's most urgent turns whose instant has come. They are planned once more before: what
/// has become known meanwhile keeps an account or gives it a later instant.
///
/// Turns are taken before their cases are opened, each under a key of campaign and account, and are gone with the
/// commit that makes the cases members. What was taken when a node died is opened again, which opens none twice.
@Component
class LetOutTurns {
    private static final int BATCH = 500;

    private final CampaignStore store;
    private final TurnStore turns;
    private final PlanTurns planner;
    private final Workflows workflows;
    private final Portfolio portfolio;
    private final Cases cases;
    private final InstantSource clock;
    private final TransactionTemplate transactions;

    LetOutTurns(
            CampaignStore store,
            TurnStore turns,
            PlanTurns planner,
            Workflows workflows,
            Portfolio portfolio,
            Cases cases,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.turns = turns;
        this.planner = planner;
        this.workflows = workflows;
        this.portfolio = portfolio;
        this.cases = cases;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// Finds what a node that died has opened of campaigns that were stopped since.
    void settle() {
        turns.settle();
    }

    void letOut(Campaign campaign) {
        open(campaign);
        int room = (int) Math.min(room(campaign), Math.floor(campaign.credit()));
        if (room >= 1 && take(campaign, room)) {
            open(campaign);
        }
    }

    private long room(Campaign campaign) {
        var pace = campaign.pace();
        long room = BATCH;
        if (pace.atPersons() != null) {
            room = Math.min(room, pace.atPersons() - store.withPersons(campaign.id()));
        }
        if (pace.waiting() != null) {
            room = Math.min(room, pace.waiting() - store.waiting(campaign.id()));
        }
        return room;
    }

    /// @return whether any was taken
    private boolean take(Campaign campaign, int room) {
        var now = clock.instant();
        var due = turns.due(campaign.id(), now, room);
        if (due.isEmpty()) {
            rest(campaign, now);
            return false;
        }
        var again = again(campaign, due, now);
        var goes = again.stream()
                .filter(turn -> turn.isDue(now))
                .map(Turn::account)
                .toList();
        int taken = Objects.requireNonNull(transactions.execute(_ -> {
            if (store.lock(campaign.id()).orElseThrow().state() != Campaign.State.RUNNING) {
                return 0;
            }
            turns.planAgain(
                    campaign.id(),
                    again.stream().filter(turn -> !turn.isDue(now)).toList(),
                    now);
            int count = turns.take(campaign.id(), goes);
            store.spend(campaign.id(), count);
            return count;
        }));
        return taken > 0;
    }

    /// The turns as they are planned now; an account that owes nothing or does not match any more is kept.
    private List<Turn> again(Campaign campaign, List<Due> due, Instant now) {
        var accounts = portfolio.owingAmong(
                campaign.condition(), due.stream().map(Due::account).toList());
        var planned = planner.of(workflows.current(campaign.workflow()), accounts, now).stream()
                .collect(Collectors.toMap(Turn::account, Function.identity()));
        var again = new ArrayList<Turn>(due.size());
        for (var one : due) {
            var turn = planned.get(one.account());
            again.add(turn != null ? turn : Turn.matchesNoMore(one.account(), one.customer()));
        }
        return again;
    }

    /// Nothing is due: it looks again when the next is, or is done.
    private void rest(Campaign campaign, Instant now) {
        transactions.executeWithoutResult(_ -> {
            if (store.lock(campaign.id()).orElseThrow().state() != Campaign.State.RUNNING) {
                return;
            }
            var left = turns.left(campaign.id());
            if (left.next() != null && left.next().isAfter(now)) {
                store.rest(campaign.id(), left.next());
            } else if (left.next() == null && left.taken() == 0) {
                store.stand(campaign.id(), Campaign.State.DONE);
            }
        });
    }

    private void open(Campaign campaign) {
        var taken = turns.taken(campaign.id());
        if (taken.isEmpty()) {
            return;
        }
        var by = new By(By.Actor.OPERATIONS, "campaign " + campaign.id(), By.Channel.SYSTEM);
        var opened = cases.openAll(
                campaign.workflow(),
                taken.stream().map(turn -> trigger(campaign, turn)).toList(),
                by);
        var accounts = taken.stream().map(Due::account).toList();
        transactions.executeWithoutResult(_ -> {
            store.join(campaign.id(), opened.stream().map(Cases.Opened::caseId).toList(), accounts);
            store.opened(campaign.id(), turns.gone(campaign.id(), accounts));
        });
    }

    private static Cases.Trigger trigger(Campaign campaign, Due turn) {
        var facts = Map.<String, Object>of(
                "accountId", turn.account(), "customerId", turn.customer(), CampaignGate.FACT, campaign.id());
        return new Cases.Trigger(facts, "campaign:" + campaign.id() + ":" + turn.account());
    }
}
