package io.throughline.platform.cases;

import java.time.Duration;
import java.util.List;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Writes changes of cases: in the transaction of the caller if there is one, otherwise committed together
/// with those of others.
final class CaseWriter implements AutoCloseable {
    /// A batch does not wait long for a lock: what it waits for holds up all of them.
    private static final Duration TOGETHER = Duration.ofMillis(100);
    private static final Duration ALONE = Duration.ofSeconds(10);

    private final Changes store;
    private final Commits commits;
    private final GroupCommit group;

    CaseWriter(Changes store, Pause pause, CaseSettings settings) {
        this(store, new Commits(store, pause), settings);
    }

    CaseWriter(Changes store, Commits commits, CaseSettings settings) {
        this.store = store;
        this.commits = commits;
        this.group = new GroupCommit(
                changes -> commits.commit(changes, TOGETHER),
                new GroupCommit.Limits(
                        settings.batchesAtOnce(), settings.batch(), settings.callers(), settings.patience()));
    }

    static boolean isInTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /// Writes one change; it is committed when this returns, or with the caller's transaction.
    <A> A write(Change<A> change) {
        if (isInTransaction()) {
            return store.write(List.of(change), null).to(change);
        }
        try {
            return group.commit(change);
        } catch (ConcurrencyFailureException conflict) {
            return commits.commit(List.of(change), ALONE).to(change); // waits by itself for whoever is in the way
        }
    }

    /// The same for many openings in one transaction.
    ChangeStore.Answers openAll(List<Change.Opening> openings) {
        return isInTransaction() ? store.write(openings, null) : commits.commit(openings, ALONE);
    }

    /// Takes no more and waits for what is being committed.
    @Override
    public void close() {
        group.close();
    }
}
