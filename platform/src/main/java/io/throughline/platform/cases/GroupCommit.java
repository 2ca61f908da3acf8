package io.throughline.platform.cases;

import io.throughline.platform.Faults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/// Commits the changes of many callers together. There is no thread of its own: who finds nobody committing
/// does it at once; who comes meanwhile waits, and when the commit is over the first of them commits for all
/// that have gathered. Each caller hears of its own change, after COMMIT was answered.
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration DRAIN = Duration.ofSeconds(15);

    /// Commits a batch as a whole; see [Commits#commit].
    @FunctionalInterface
    interface Batch {
        ChangeStore.Answers commit(List<Change<?>> changes);
    }

    /// @param atOnce batches being committed at the same time
    /// @param changes in one batch at most
    /// @param callers inside at most; more wait for a place
    /// @param patience how long they wait before they are refused
    record Limits(int atOnce, int changes, int callers, Duration patience) {}

    private static final class Ticket {
        private final Change<?> change;
        /// Completed with whether this caller is to commit the next batch; otherwise its change is decided.
        private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

        private ChangeStore.@Nullable Answers answers;
        private @Nullable RuntimeException fault;

        Ticket(Change<?> change) {
            this.change = change;
        }

        boolean isDecided() {
            return answers != null || fault != null;
        }
    }

    private final Batch commits;
    private final Limits limits;
    private final Semaphore places;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket> waiting = new ArrayDeque<>(); // guarded by lock
    private int committing; // guarded by lock
    private volatile boolean closed;

    GroupCommit(Batch commits, Limits limits) {
        this.commits = commits;
        this.limits = limits;
        this.places = new Semaphore(limits.callers());
    }

    /// Commits a change and answers it. Call it outside of transactions.
    ///
    /// @throws TransientDataAccessResourceException if there is no place in time, or no more is taken
    /// @throws CommitUnknown if it may be committed; after any other exception it is not
    <A> A commit(Change<A> change) {
        enter();
        try {
            var ticket = new Ticket(change);
            if (isFirst(ticket) || ticket.turn.join()) {
                lead(ticket);
            }
            if (ticket.answers != null) {
                return ticket.answers.to(change);
            }
            throw ticket.fault == null ? new IllegalStateException("undecided") : ticket.fault;
        } finally {
            places.release();
        }
    }

    /// Takes no more and waits for those inside.
    @Override
    public void close() {
        closed = true;
        try {
            if (places.tryAcquire(limits.callers(), DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(limits.callers());
            } else {
                LOG.warn("{} changes were not committed in time", limits.callers() - places.availablePermits());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many wait for the batch that is being committed.
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    private void enter() {
        try {
            if (closed || !places.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TransientDataAccessResourceException(
                        closed
                                ? "cases are no longer changed here: shutting down"
                                : "too many changes of cases at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientDataAccessResourceException("interrupted before the change of a case was begun", e);
        }
        if (closed) {
            places.release();
            throw new TransientDataAccessResourceException("cases are no longer changed here: shutting down");
        }
    }

    private boolean isFirst(Ticket ticket) {
        lock.lock();
        try {
            if (committing < limits.atOnce()) {
                committing++;
                return true;
            }
            waiting.add(ticket);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void lead(Ticket own) {
        var batch = gather(own);
        try {
            decide(batch);
        } finally {
            handOver();
            for (var ticket : batch) {
                if (!ticket.isDecided()) { // an Error went through
                    ticket.fault = new CommitUnknown(1, new IllegalStateException("its commit broke off"));
                }
                ticket.turn.complete(false);
            }
        }
    }

    private List<Ticket> gather(Ticket own) {
        var batch = new ArrayList<Ticket>();
        var keys = new HashSet<String>();
        batch.add(own);
        keys.add(own.change.key());
        lock.lock();
        try {
            var all = waiting.iterator();
            while (all.hasNext() && batch.size() < limits.changes()) {
                var ticket = all.next();
                if (keys.add(ticket.change.key())) {
                    batch.add(ticket);
                    all.remove();
                }
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private void handOver() {
        @Nullable Ticket next;
        lock.lock();
        try {
            next = waiting.poll();
            if (next == null) {
                committing--;
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.turn.complete(true);
        }
    }

    /// As a whole, once more as a whole if that may help, and then each by itself: no change fails for
    /// another's sake.
    private void decide(List<Ticket> batch) {
        var fault = attempt(batch);
        if (fault != null && mayPass(fault)) {
            fault = attempt(batch);
        }
        if (fault == null) {
            return;
        }
        if (batch.size() == 1 || endsAll(fault)) {
            fail(batch, fault);
            return;
        }
        LOG.warn("{} changes are committed one by one: {}", batch.size(), Faults.named(fault));
        for (int i = 0; i < batch.size(); i++) {
            var alone = batch.subList(i, i + 1);
            var its = attempt(alone);
            if (its != null && its instanceof CannotGetJdbcConnectionException) {
                fail(batch.subList(i, batch.size()), its);
                return;
            }
            if (its != null) {
                fail(alone, its);
            }
        }
    }

    private @Nullable RuntimeException attempt(List<Ticket> batch) {
        try {
            var answers = commits.commit(
                    batch.stream().<Change<?>>map(ticket -> ticket.change).toList());
            batch.forEach(ticket -> ticket.answers = answers);
            return null;
        } catch (RuntimeException fault) {
            return fault;
        }
    }

    private static void fail(List<Ticket> batch, RuntimeException fault) {
        batch.forEach(ticket -> ticket.fault = fault);
    }

    /// A deadlock, or a connection that broke before COMMIT: nothing that lies in a change. Who holds a row
    /// for long will go on holding it.
    private static boolean mayPass(RuntimeException fault) {
        return !endsAll(fault)
                && !(fault instanceof ChangeStore.Held)
                && (fault instanceof ConcurrencyFailureException
                        || fault instanceof TransientDataAccessException
                        || fault instanceof RecoverableDataAccessException
                        || fault instanceof DataAccessResourceFailureException);
    }

    /// The changes may be committed, or there is no database to commit them to.
    private static boolean endsAll(RuntimeException fault) {
        return fault instanceof CommitUnknown || fault instanceof CannotGetJdbcConnectionException;
    }
}
