package io.throughline.platform.cases;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/// Commits changes in a transaction of their own and knows afterwards whether they are committed: where the answer to
/// COMMIT is lost, the database is asked what became of the transaction.
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final int LOOKS = 100;
    private static final int LOOKS_FOR_A_FAULT = 34;

    private final Changes store;
    private final TransactionOperations transactions;
    private final Pause pause;

    Commits(Changes store, TransactionOperations transactions, Pause pause) {
        this.store = store;
        this.transactions = transactions;
        this.pause = pause;
    }

    /// Returns after COMMIT was answered, or was found to have happened.
    ///
    /// @param patience as in [ChangeStore#write]
    /// @throws CommitUnknown if it may be committed; after any other exception it is not
    ChangeStore.Answers commit(List<? extends Change<?>> changes, Duration patience) {
        var written = new AtomicReference<ChangeStore.Answers>();
        try {
            return Objects.requireNonNull(transactions.execute(_ -> {
                var answers = store.write(changes, patience);
                written.set(answers);
                return answers;
            }));
        } catch (RuntimeException fault) {
            var answers = written.get();
            if (answers == null || !isCommitted(answers.transactionId(), fault)) {
                throw fault; // COMMIT was never sent, or refused
            }
            return answers;
        }
    }

    private boolean isCommitted(String transactionId, RuntimeException fault) {
        LOG.warn("COMMIT of transaction {} was not answered: {}", transactionId, Faults.named(fault));
        for (int look = 0; look < LOOKS; look++) {
            try {
                switch (store.fateOf(transactionId)) {
                    case "committed" -> {
                        return true;
                    }
                    case "aborted" -> {
                        return false;
                    }
                    case "in progress" -> {} // its server process has not noticed yet, or is about to commit
                    default -> throw new CommitUnknown(transactionId, fault);
                }
            } catch (CommitUnknown unknown) {
                throw unknown;
            } catch (DataAccessException | TransactionException unreachable) {
                look += LOOKS_FOR_A_FAULT; // each has waited for a connection already
            }
            pause.of(Duration.ofMillis(Math.min(100, 1 + look)));
        }
        throw new CommitUnknown(transactionId, fault);
    }
}
