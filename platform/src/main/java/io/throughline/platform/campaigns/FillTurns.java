package io.throughline.platform.campaigns;

import io.throughline.platform.cases.Workflows;
import io.throughline.platform.records.Portfolio;
import io.throughline.workflow.Definition;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Plans the accounts of a started campaign by the page, from where it has come to. A page's turns and how far they
/// reach are committed as one, so that a kill loses no account and plans none twice; and only while the campaign
/// runs, so that a hold waits for one page's commit at most.
@Component
class FillTurns {
    private static final int PAGE = 1_000;
    /// Then other campaigns have their turn.
    private static final int PAGES = 10;

    private final CampaignStore store;
    private final TurnStore turns;
    private final PlanTurns planner;
    private final Workflows workflows;
    private final Portfolio portfolio;
    private final InstantSource clock;
    private final TransactionTemplate transactions;

    FillTurns(
            CampaignStore store,
            TurnStore turns,
            PlanTurns planner,
            Workflows workflows,
            Portfolio portfolio,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.turns = turns;
        this.planner = planner;
        this.workflows = workflows;
        this.portfolio = portfolio;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    void fill(Campaign campaign) {
        var definition = workflows.current(campaign.workflow());
        var from = campaign.lastId();
        for (int page = 0; page < PAGES && from != null; page++) {
            from = page(campaign, definition, from);
        }
    }

    /// @return from where on the next page is; null: there is none, or another has come further, or it is held
    private @Nullable String page(Campaign campaign, Definition definition, String from) {
        var now = clock.instant();
        var accounts = portfolio.owingWhere(campaign.condition(), from, PAGE);
        var planned = planner.of(definition, accounts, now);
        boolean isLast = accounts.size() < PAGE;
        var to = accounts.isEmpty() ? from : accounts.getLast().id();
        boolean isKept = Objects.requireNonNull(transactions.execute(_ -> {
            var standing = store.lock(campaign.id()).orElseThrow();
            if (standing.state() != Campaign.State.RUNNING
                    || standing.filled()
                    || !standing.lastId().equals(from)) {
                return false;
            }
            turns.add(campaign.id(), planned, now);
            store.planned(campaign.id(), to, accounts.size(), isLast, now);
            return true;
        }));
        return isKept && !isLast ? to : null;
    }
}
