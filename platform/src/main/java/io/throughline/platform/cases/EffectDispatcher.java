package io.throughline.platform.cases;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import io.throughline.platform.Faults;
import io.throughline.platform.cases.EffectHandler.Carried;
import io.throughline.platform.cases.EffectHandler.Claim;
import io.throughline.platform.cases.EffectQueue.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/// Carries out queued effects: claims a few, lets their handlers work on virtual threads with no transaction open,
/// and commits each answer with the end of its effect. As many are claimed as can be worked on, so the queue stays
/// in the database. What this process asks for itself is handed over by the commit, as long as there is room.
final class EffectDispatcher implements SmartLifecycle, EffectHands {
    private static final Logger LOG = LoggerFactory.getLogger(EffectDispatcher.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration DRAIN = Duration.ofSeconds(15);
    private static final int BATCH = 64;

    private final EffectQueue store;
    private final DurableCases cases;
    private final Map<String, EffectHandler<Effect>> handlers;
    private final TransactionTemplate transactions;
    private final InstantSource machine;
    private final Backoff backoff;
    private final CaseSignals signals;
    private final EffectSettings settings;
    private final Semaphore places;
    private final Map<String, Claimed> inFlight = new ConcurrentHashMap<>();
    private final ExecutorService workers;
    private volatile boolean running;
    private volatile boolean behind; // there may be more in the queue than there was room for
    private volatile @Nullable Thread loop;
    private boolean alone; // a batch could not be decided: the next is decided one by one, to find out which it was
    private Instant renewed = Instant.EPOCH;

    EffectDispatcher(
            EffectQueue store,
            DurableCases cases,
            List<EffectHandler<?>> handlers,
            TransactionTemplate transactions,
            InstantSource machine,
            Backoff backoff,
            CaseSignals signals,
            EffectSettings settings,
            ExecutorService workers) {
        this.store = store;
        this.cases = cases;
        this.handlers = handlers.stream()
                .collect(Collectors.toMap(handler -> handler.kind().getSimpleName(), EffectDispatcher::widened));
        this.transactions = transactions;
        this.machine = machine;
        this.backoff = backoff;
        this.signals = signals;
        this.settings = settings;
        this.workers = workers;
        this.places = new Semaphore(settings.atOnce());
    }

    @SuppressWarnings("unchecked") // looked up by the effect's class only
    private static EffectHandler<Effect> widened(EffectHandler<?> handler) {
        return (EffectHandler<Effect>) handler;
    }

    int inFlight() {
        return inFlight.size();
    }

    @Override
    public void start() {
        running = true;
        signals.handTo(this);
        loop = Thread.ofPlatform().name("effects").start(this::run);
    }

    /// Takes nothing new and lets what has begun come to its end.
    @Override
    public void stop() {
        running = false;
        signals.handTo(EffectHands.NONE);
        signals.effectsQueued();
        try {
            var thread = loop;
            if (thread != null) {
                thread.join(DRAIN);
            }
            if (!places.tryAcquire(settings.atOnce(), DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} effects did not end in time; their leases will", inFlight.size());
            } else {
                places.release(settings.atOnce());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (!turn()) {
                    signals.awaitWork(POLL);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException fault) {
                LOG.warn("effects cannot be claimed: {}", Faults.named(fault));
                rest();
            }
        }
    }

    /// One round of the loop: keeps what is ours, and begins as much as is due and there is room for.
    ///
    /// @return whether there may be more to begin at once
    boolean turn() {
        renewLeases();
        int free = Math.min(BATCH, places.availablePermits());
        if (free == 0 || !places.tryAcquire(free)) {
            behind = true;
            return false;
        }
        int begun = 0;
        try {
            var decided = Objects.requireNonNull(transactions.execute(_ -> claim(free)));
            decided.forEach(this::begin);
            begun = decided.size();
            behind = begun == free;
            alone = false;
        } catch (BatchFault fault) {
            LOG.warn("a batch of effects is decided one by one: {}", Faults.named(fault.getCause()));
            alone = true;
            behind = true;
        } catch (ClaimFault fault) {
            // the whole batch was rolled back; this one steps aside so that the others can go
            fail(fault.claimed, fault.getCause(), fault.claimed.fence() - 1);
            behind = true;
        } finally {
            places.release(free - begun);
        }
        return behind;
    }

    @Override
    public @Nullable Lease reserve(List<Effect> effects, long fence) {
        for (var effect : effects) {
            var handler = handlers.get(effect.getClass().getSimpleName());
            if (handler == null || handler.decides()) {
                return null;
            }
        }
        if (!places.tryAcquire(effects.size())) {
            behind = true;
            return null;
        }
        return new Lease(fence, machine.instant().plus(settings.lease()), effects.size());
    }

    @Override
    public void begin(Lease lease, List<Effect> effects, CaseState state, Instant queuedAt) {
        if (!machine.instant().isBefore(lease.until().minus(settings.lease().dividedBy(2)))) {
            LOG.warn("{} effects are left to their lease: their commit took too long", effects.size());
            giveUp(lease);
            return;
        }
        for (var effect : effects) {
            var claimed = new Claimed(effect.key(), effect, state, lease.fence(), 1, queuedAt);
            begin(new Decided(claimed, new Claim.Go()));
        }
    }

    @Override
    public void giveUp(Lease lease) {
        places.release(lease.places());
    }

    /// With a place that was taken for it.
    private void begin(Decided one) {
        inFlight.put(one.claimed().key(), one.claimed());
        workers.execute(() -> work(one));
    }

    private void rest() {
        try {
            signals.awaitWork(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private record Decided(Claimed claimed, Claim claim) {}

    private List<Decided> claim(int atMost) {
        var machineNow = machine.instant();
        var now = cases.now();
        var claimed = store.claimDue(handlers.keySet(), now, machineNow, machineNow.plus(settings.lease()), atMost);
        var kinds = claimed.stream()
                .collect(Collectors.groupingBy(
                        one -> one.effect().getClass().getSimpleName(), LinkedHashMap::new, Collectors.toList()));
        var decided = new ArrayList<Decided>(claimed.size());
        kinds.values().forEach(ofOneKind -> decided.addAll(decide(ofOneKind, now)));
        return decided;
    }

    /// Effects of one kind.
    private List<Decided> decide(List<Claimed> claimed, Instant now) {
        if (alone || claimed.size() < 2) {
            return claimed.stream()
                    .map(one -> new Decided(one, decideAlone(one, now)))
                    .toList();
        }
        try {
            var claims = handler(claimed.getFirst())
                    .claimAll(
                            claimed.stream()
                                    .map(one -> new EffectHandler.Asked<>(one.effect(), one.state()))
                                    .toList(),
                            now);
            return IntStream.range(0, claimed.size())
                    .mapToObj(i -> new Decided(claimed.get(i), claims.get(i)))
                    .toList();
        } catch (RuntimeException fault) {
            throw new BatchFault(fault);
        }
    }

    private Claim decideAlone(Claimed claimed, Instant now) {
        try {
            return handler(claimed).claim(claimed.effect(), claimed.state(), now);
        } catch (RuntimeException fault) {
            throw new ClaimFault(claimed, fault);
        }
    }

    private void work(Decided decided) {
        var claimed = decided.claimed();
        try (var _ = MDC.putCloseable("case", claimed.state().id());
                var _ = MDC.putCloseable("effect", claimed.key())) {
            switch (decided.claim()) {
                case Claim.Go() -> carryOut(claimed);
                case Claim.Later(var instant, var report) ->
                    settle(claimed, back(claimed, instant, claimed.attempt() - 1), report);
                case Claim.Never(var report) -> settle(claimed, over(claimed), report);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            fail(claimed, fault, claimed.fence());
        } finally {
            inFlight.remove(claimed.key());
            places.release();
            if (behind) {
                signals.effectsQueued();
            }
        }
    }

    private void carryOut(Claimed claimed) throws InterruptedException {
        switch (handler(claimed).carryOut(claimed.effect(), claimed.state(), claimed.attempt())) {
            case Carried.Done(var report) -> settle(claimed, over(claimed), report);
            case Carried.Again(var next, var report) -> settle(claimed, back(claimed, next, claimed.attempt()), report);
            case Carried.Elsewhere(var report) -> settle(claimed, back(claimed, null, claimed.attempt()), report);
        }
    }

    private void settle(Claimed claimed, EffectFate fate, @Nullable Input report) {
        if (report == null) {
            store.settle(fate);
            return;
        }
        Function<CaseState, EffectFate> always = _ -> fate;
        switch (cases.take(claimed.state().id(), report, By.SYSTEM, always)) {
            case DurableCases.Taken.Applied(Cases.Outcome.Moved _) -> {}
            case DurableCases.Taken.Applied(Cases.Outcome.Refused(var _, var refusal)) -> {
                LOG.info("report of effect refused: {}", refusal.code());
                store.settle(fate);
            }
            case DurableCases.Taken.FencedOff() -> LOG.warn("effect is no longer ours; its report was left out");
        }
    }

    /// A fault is met with another attempt later, until the handler's patience is over.
    private void fail(Claimed claimed, Throwable fault, long fence) {
        var handler = handler(claimed);
        var now = cases.now();
        LOG.warn("effect {} attempt {} failed: {}", claimed.key(), claimed.attempt(), Faults.named(fault));
        try {
            if (now.isAfter(claimed.queuedAt().plus(handler.patience()))) {
                var report = handler.givenUp(claimed.effect(), Faults.kind(fault));
                if (report != null) {
                    settle(claimed, new EffectFate.Over(claimed.key(), fence), report);
                    return;
                }
            }
            var due = now.plus(backoff.after(claimed.attempt()));
            store.settle(new EffectFate.Back(claimed.key(), fence, due, claimed.attempt()));
        } catch (RuntimeException alsoThis) {
            LOG.warn("effect {} is left to its lease: {}", claimed.key(), Faults.named(alsoThis));
        }
    }

    private void renewLeases() {
        var now = machine.instant();
        if (inFlight.isEmpty() || now.isBefore(renewed.plus(settings.lease().dividedBy(4)))) {
            return;
        }
        store.renew(List.copyOf(inFlight.values()), now.plus(settings.lease()));
        renewed = now;
    }

    private EffectHandler<Effect> handler(Claimed claimed) {
        return Objects.requireNonNull(handlers.get(claimed.effect().getClass().getSimpleName()));
    }

    private static EffectFate over(Claimed claimed) {
        return new EffectFate.Over(claimed.key(), claimed.fence());
    }

    private static EffectFate back(Claimed claimed, @Nullable Instant due, int attempt) {
        return new EffectFate.Back(claimed.key(), claimed.fence(), due, attempt);
    }

    /// A handler could not decide many together.
    private static final class BatchFault extends RuntimeException {
        private static final long serialVersionUID = 1;

        BatchFault(RuntimeException cause) {
            super(cause);
        }

        @Override
        public synchronized RuntimeException getCause() {
            return (RuntimeException) Objects.requireNonNull(super.getCause());
        }
    }

    /// A handler could not decide; carries which effect it was.
    private static final class ClaimFault extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Claimed claimed;

        ClaimFault(Claimed claimed, RuntimeException cause) {
            super(cause);
            this.claimed = claimed;
        }

        @Override
        public synchronized RuntimeException getCause() {
            return (RuntimeException) Objects.requireNonNull(super.getCause());
        }
    }
}
