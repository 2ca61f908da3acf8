package io.throughline.platform.cases;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.platform.Faults;
import io.throughline.platform.Rounds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// One sweep for the due timers of all cases: a waiting case costs a row and nothing else.
final class TimerSweep extends Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(TimerSweep.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final int BATCH = 50;

    private final KeptCases store;
    private final DurableCases cases;
    private final TransactionTemplate transactions;

    TimerSweep(KeptCases store, DurableCases cases, TransactionTemplate transactions) {
        super("timers");
        this.store = store;
        this.cases = cases;
        this.transactions = transactions;
    }

    @Override
    protected Duration round() {
        return sweep() < BATCH ? POLL : Duration.ZERO;
    }

    /// Rings what is due, a batch in one commit.
    ///
    /// @return how many were due
    int sweep() {
        try {
            return Objects.requireNonNull(transactions.execute(_ -> {
                var due = store.lockDueTimers(cases.now(), BATCH);
                due.forEach(this::ring);
                return due.size();
            }));
        } catch (RuntimeException fault) {
            LOG.warn("due timers are rung one by one: {}", Faults.named(fault));
            return oneByOne();
        }
    }

    private int oneByOne() {
        List<StoredCase> due =
                Objects.requireNonNull(transactions.execute(_ -> store.lockDueTimers(cases.now(), BATCH)));
        for (var one : due) {
            var id = one.state().id();
            try {
                transactions.executeWithoutResult(_ -> {
                    keepFromSpinning(cases.apply(id, new Input.TimerDue(), By.SYSTEM));
                });
            } catch (RuntimeException fault) {
                LOG.warn("timer of case {} failed, next look in {}: {}", id, LOOK_AGAIN, Faults.named(fault));
                store.lookAgain(id, cases.now().plus(LOOK_AGAIN));
            }
        }
        return due.size();
    }

    private void ring(StoredCase due) {
        var taken = cases.takeOnce(due, new Input.TimerDue(), By.SYSTEM, _ -> EffectFate.UNTOUCHED);
        if (taken.isPresent() && taken.get() instanceof DurableCases.Taken.Applied(var outcome)) {
            keepFromSpinning(outcome);
        }
    }

    /// A timer that is due and yet moved nothing must not be found again at once.
    private void keepFromSpinning(Cases.Outcome outcome) {
        if (outcome instanceof Cases.Outcome.Moved(var _, var events) && !events.isEmpty()) {
            return;
        }
        var state = outcome.state();
        var next = state.nextTimer().orElse(null);
        if (next == null || state.status() == CaseState.Status.FINISHED) {
            store.lookAgain(state.id(), null);
        } else {
            var now = cases.now();
            store.lookAgain(state.id(), next.isAfter(now) ? next : now.plus(LOOK_AGAIN));
        }
    }
}
