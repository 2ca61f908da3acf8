package io.throughline.platform.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Decides who is offered what, on one node at a time.
///
/// Whoever holds the lease rebuilds the floor from what is kept and carries out what is asked, many at once, in
/// transactions that renew the lease: another node's take-over waits for them or makes them fail. What is decided is
/// committed before anybody hears of it; when a commit fails, this node forgets its floor and begins again.
final class FloorKeeper {
    /// How long others wait after this node was last heard from.
    static final Duration LEASE = Duration.ofSeconds(5);
    /// Who has not been heard from for so long is gone.
    static final Duration SILENCE = Duration.ofSeconds(45);

    private static final Logger LOG = LoggerFactory.getLogger(FloorKeeper.class);
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration MEETING = Duration.ofSeconds(5);
    private static final int BATCH = 60; // who comes next waits for all of it
    private static final int TRIES = 3;

    private final String holder;
    private final LeaseStore leases;
    private final InputStore inputs;
    private final Term.Stores stores;
    private final Orders orders;
    private final FloorSignals signals;
    private final Queues described;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final InstantSource machine;
    private final Set<String> alsoQueues = new TreeSet<>();
    private @Nullable Term term;
    private long fence = -1;
    private int failures;
    private Instant renewed = Instant.MIN;
    private Instant met = Instant.MIN;

    FloorKeeper(
            String holder,
            LeaseStore leases,
            InputStore inputs,
            Term.Stores stores,
            Orders orders,
            FloorSignals signals,
            Queues described,
            TransactionTemplate transactions,
            InstantSource clock,
            InstantSource machine) {
        this.holder = holder;
        this.leases = leases;
        this.inputs = inputs;
        this.stores = stores;
        this.orders = orders;
        this.signals = signals;
        this.described = described;
        this.transactions = transactions;
        this.clock = clock;
        this.machine = machine;
    }

    /// The floor does not know a queue that work waits in.
    static final class NewQueue extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String queue;

        NewQueue(String queue) {
            super("queue " + queue + " is new to the floor");
            this.queue = queue;
        }
    }

    private static final class TakenOver extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    boolean isDeciding() {
        return term != null;
    }

    /// Takes the lease if it is free, and otherwise decides what there is to decide.
    ///
    /// @return whether there was anything
    boolean turn() {
        try {
            var now = term;
            boolean acted = now == null ? begin() : decide(now);
            if (acted) {
                signals.decided();
                failures = now == null ? failures : 0;
            }
            return acted;
        } catch (NewQueue fresh) {
            alsoQueues.add(fresh.queue);
            term = null;
            return true;
        } catch (TakenOver _) {
            LOG.info("another node decides at the desk now");
            term = null;
            fence = -1;
            return false;
        } catch (RuntimeException fault) {
            failures++;
            LOG.warn("the floor begins anew after a fault ({} in a row)", failures, fault);
            term = null;
            return false;
        }
    }

    private boolean begin() {
        var taken = Objects.requireNonNull(transactions.<Optional<Term>>execute(_ -> {
            if (fence < 0 || !leases.hold(fence, LEASE)) {
                fence = leases.take(holder, LEASE).orElse(-1);
            }
            return fence < 0
                    ? Optional.empty()
                    : Optional.of(Term.begin(stores, described.with(alsoQueues), clock.instant()));
        }));
        if (taken.isPresent()) {
            var began = taken.get();
            began.asksBy((item, people) -> stores.items()
                    .find(item.id())
                    .map(Item::caseId)
                    .flatMap(id -> orders.asksOf(id, item.key(), people, began.now())));
            term = began;
            renewed = machine.instant();
            met = renewed;
            LOG.info("this node decides at the desk, with fence {}", fence);
        }
        return taken.isPresent();
    }

    private boolean decide(Term now) {
        now.advance(clock.instant());
        var asked = inputs.waiting(failures > 0 ? 1 : BATCH);
        var at = machine.instant();
        boolean renews = !at.isBefore(renewed.plus(RENEWAL));
        boolean rings = now.next().filter(next -> !next.isAfter(now.now())).isPresent();
        if (asked.isEmpty() && !renews && !rings && !stores.items().haveCasesMoved()) {
            return false;
        }
        if (failures >= TRIES && !asked.isEmpty()) {
            giveUp(asked.getFirst());
            return true;
        }
        transactions.executeWithoutResult(_ -> {
            if (!leases.hold(fence, LEASE)) {
                throw new TakenOver();
            }
            carryOut(asked, now);
            if (renews) {
                lookRound(now, at);
            }
        });
        renewed = at;
        return true;
    }

    private void carryOut(List<InputStore.Asked> asked, Term now) {
        if (asked.isEmpty()) {
            now.take(new io.throughline.routing.FloorInput.Wait());
        }
        for (var one : asked) {
            var order = json().readValue(one.body(), Order.type(one.kind()));
            inputs.answer(one.number(), orders.carryOut(order, now));
        }
        for (var moved : stores.items().casesMoved()) {
            now.tell(new Told(
                    "case-moved",
                    moved.item(),
                    moved.agent(),
                    java.util.Map.of("caseId", moved.caseId(), "seq", moved.seq())));
        }
    }

    private JsonMapper json() {
        return stores.json();
    }

    private void lookRound(Term now, Instant at) {
        for (var gone : stores.presence().silentFor(SILENCE)) {
            now.take(new io.throughline.routing.FloorInput.Present(
                    gone, io.throughline.routing.Presence.OFFLINE, "not heard from"));
        }
        if (!at.isBefore(met.plus(MEETING))) {
            now.meetPeople();
            met = at;
            inputs.forget();
        }
    }

    /// What cannot be carried out must not stop everything behind it.
    private void giveUp(InputStore.Asked poison) {
        LOG.error("order {} of kind {} was given up after {} tries", poison.number(), poison.kind(), failures);
        transactions.executeWithoutResult(_ -> {
            if (!leases.hold(fence, LEASE)) {
                throw new TakenOver();
            }
            inputs.answer(
                    poison.number(),
                    Answer.refused(HttpStatus.INTERNAL_SERVER_ERROR, "desk.failed", "The desk could not do this."));
        });
    }

    /// Time until something comes due by itself, at most so long.
    Duration untilNext(Duration atMost) {
        var deciding = term;
        if (deciding == null) {
            return atMost;
        }
        return deciding.next()
                .map(next -> Duration.between(clock.instant(), next))
                .filter(wait -> wait.compareTo(atMost) < 0)
                .map(wait -> wait.isNegative() ? Duration.ofMillis(1) : wait)
                .orElse(atMost);
    }

    /// Lets others take over at once.
    void leave() {
        if (fence >= 0) {
            transactions.executeWithoutResult(_ -> leases.release(fence));
        }
        term = null;
        fence = -1;
    }

    @Override
    public String toString() {
        return "FloorKeeper[" + holder + ", fence " + fence + (term == null ? "" : ", decides") + "]";
    }
}
