package io.throughline.platform.campaigns;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives running campaigns their turns in turn: first all accounts of one are planned, then their cases are opened, no
/// faster than its pace.
@Component
class ReleaseCampaigns implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseCampaigns.class);
    private static final Duration TURN = Duration.ofMillis(500);

    private final CampaignStore store;
    private final FillTurns fill;
    private final LetOutTurns letOut;
    private final InstantSource clock;
    private final TransactionTemplate transactions;
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread loop;

    ReleaseCampaigns(
            CampaignStore store,
            FillTurns fill,
            LetOutTurns letOut,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.fill = fill;
        this.letOut = letOut;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
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

    @Override
    public void start() {
        running = true;
        loop = Thread.ofPlatform().name("campaigns").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        ended.release();
        var thread = loop;
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(15));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        settleOrWarn();
        while (running) {
            try {
                if (!releaseOrWarn()) {
                    var _ = ended.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void settleOrWarn() {
        try {
            letOut.settle();
        } catch (RuntimeException fault) {
            LOG.warn(
                    "what was let out could not be settled: {}",
                    fault.getClass().getSimpleName());
        }
    }

    /// A fault costs one turn.
    private boolean releaseOrWarn() {
        try {
            return release();
        } catch (RuntimeException fault) {
            LOG.warn("a campaign could not be let out: {}", fault.getClass().getSimpleName());
            return false;
        }
    }
}
