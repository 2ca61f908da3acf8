package io.throughline.platform.campaigns;

import io.throughline.engine.By;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.records.Portfolio;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
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

/// Opens the cases of running campaigns, each no faster than its pace. A case is opened under a key of its campaign and
/// account, so a release that was cut off is made again and opens none twice.
@Component
class ReleaseCampaigns implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseCampaigns.class);
    private static final int BATCH = 500;
    private static final Duration TURN = Duration.ofMillis(500);

    private final CampaignStore store;
    private final Portfolio portfolio;
    private final Cases cases;
    private final InstantSource clock;
    private final TransactionTemplate transactions;
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread loop;

    ReleaseCampaigns(
            CampaignStore store,
            Portfolio portfolio,
            Cases cases,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.portfolio = portfolio;
        this.cases = cases;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// Gives the running campaign that has waited longest its turn.
    ///
    /// @return whether there was one whose turn it was
    boolean release() {
        var turn = transactions.execute(_ -> {
            var now = clock.instant();
            var due = store.lockRunning(now.minus(TURN));
            // from here on it is another node's turn only after a while; nothing stays locked while cases are opened
            due.ifPresent(campaign -> store.turn(campaign.id(), credit(campaign), now));
            return due.map(campaign -> campaign.withCredit(credit(campaign)));
        });
        var campaign = Optional.ofNullable(turn).flatMap(due -> due);
        campaign.ifPresent(this::open);
        return campaign.isPresent();
    }

    private double credit(Campaign campaign) {
        return campaign.pace().credit(campaign.credit(), Duration.between(campaign.releasedAt(), clock.instant()));
    }

    private void open(Campaign campaign) {
        int room = (int) Math.min(room(campaign), Math.floor(campaign.credit()));
        if (room < 1) {
            return;
        }
        var accounts = portfolio.owingWhere(campaign.condition(), campaign.lastId(), room);
        if (accounts.isEmpty()) {
            store.released(campaign.id(), campaign.lastId(), campaign.lastId(), 0, true);
            return;
        }
        var by = new By(By.Actor.OPERATIONS, "campaign " + campaign.id(), By.Channel.SYSTEM);
        var triggers =
                accounts.stream().map(account -> trigger(campaign, account)).toList();
        var opened = cases.openAll(campaign.workflow(), triggers, by);
        store.join(
                campaign.id(),
                opened.stream().map(Cases.Opened::caseId).toList(),
                accounts.stream().map(Portfolio.Account::id).toList());
        store.released(
                campaign.id(), campaign.lastId(), accounts.getLast().id(), accounts.size(), accounts.size() < room);
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

    private static Cases.Trigger trigger(Campaign campaign, Portfolio.Account account) {
        var facts = Map.<String, Object>of(
                "accountId", account.id(), "customerId", account.customerId(), CampaignGate.FACT, campaign.id());
        return new Cases.Trigger(facts, "campaign:" + campaign.id() + ":" + account.id());
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
