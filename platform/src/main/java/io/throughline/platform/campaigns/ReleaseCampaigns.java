package io.throughline.platform.campaigns;

import io.throughline.platform.Rounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives running campaigns their turns in turn: first all accounts of one are planned, then their cases are opened, no
/// faster than its pace.
@Component
class ReleaseCampaigns extends Rounds {
    private static final Duration TURN = Duration.ofMillis(500);

    private final CampaignStore store;
    private final FillTurns fill;
    private final LetOutTurns letOut;
    private final InstantSource clock;
    private final TransactionTemplate transactions;

    ReleaseCampaigns(
            CampaignStore store,
            FillTurns fill,
            LetOutTurns letOut,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        super("campaigns");
        this.store = store;
        this.fill = fill;
        this.letOut = letOut;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    protected void begin() {
        letOut.settle();
    }

    @Override
    protected Duration round() {
        return release() ? Duration.ZERO : TURN;
    }

    /// Gives the running campaign that has waited longest its turn.
    ///
    /// @return whether there was one whose turn it was
    boolean release() {
        var turn = transactions.execute(_ -> {
            var now = clock.instant();
            var due = store.lockRunning(now.minus(TURN), now);
            // from here on it is another node's turn only after a while; nothing stays locked while cases are opened
            due.ifPresent(campaign -> store.turn(campaign.id(), credit(campaign), now));
            return due.map(campaign -> campaign.withCredit(credit(campaign)));
        });
        var campaign = Optional.ofNullable(turn).flatMap(due -> due);
        campaign.ifPresent(this::act);
        return campaign.isPresent();
    }

    private double credit(Campaign campaign) {
        return campaign.pace().credit(campaign.credit(), Duration.between(campaign.releasedAt(), clock.instant()));
    }

    private void act(Campaign campaign) {
        if (campaign.filled()) {
            letOut.letOut(campaign);
        } else {
            fill.fill(campaign);
        }
    }
}
