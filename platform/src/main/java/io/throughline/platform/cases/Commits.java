package io.throughline.platform.cases;

import io.throughline.platform.Faults;
import io.throughline.platform.cases.Change.Verdict;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Commits changes in a transaction of their own and knows afterwards whether they are committed: where the
/// answer is lost, the same changes are given again. `seq`, stamp and once-key let each happen once, and say
/// whether it had.
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final int LOOKS = 100;
    private static final int LOOKS_FOR_A_FAULT = 34;

    private final Changes store;
    private final Pause pause;

    Commits(Changes store, Pause pause) {
        this.store = store;
        this.pause = pause;
    }

    /// Returns after the commit was answered, or was found to have happened.
    ///
    /// @param patience as in [ChangeStore#write]
    /// @throws CommitUnknown if it may be committed; after any other exception it is not
    ChangeStore.Answers commit(List<? extends Change<?>> changes, Duration patience) {
        try {
            return store.write(changes, patience);
        } catch (RuntimeException fault) {
            if (!Faults.isOpen(fault)) {
                throw fault; // never sent, or refused
            }
            LOG.warn("a commit of {} changes was not answered: {}", changes.size(), Faults.named(fault));
            return again(changes, patience, fault);
        }
    }

    private ChangeStore.Answers again(List<? extends Change<?>> changes, Duration patience, RuntimeException fault) {
        for (int look = 0; look < LOOKS; look++) {
            pause.of(Duration.ofMillis(Math.min(100, 1 + look)));
            try {
                return settled(changes, store.write(changes, patience), fault);
            } catch (CommitUnknown unknown) {
                throw unknown;
            } catch (ChangeStore.Held itsServerProcessIsNotThroughYet) {
                // wait on
            } catch (DataAccessException unreachable) {
                look += LOOKS_FOR_A_FAULT; // each has waited for a connection already
            }
        }
        throw new CommitUnknown(changes.size(), fault);
    }

    /// A stamp is overwritten by the next transition: then the evidence tells.
    private ChangeStore.Answers settled(
            List<? extends Change<?>> changes, ChangeStore.Answers answers, RuntimeException fault) {
        Map<Change<?>, Object> settled = new IdentityHashMap<>(answers.answers());
        for (var change : changes) {
            if (change instanceof Change.Move move && answers.to(move) != Verdict.DONE) {
                if (move.written().link() == null) {
                    throw new CommitUnknown(changes.size(), fault);
                }
                settled.put(move, store.isKept(move) ? Verdict.DONE : answers.to(move));
            }
        }
        return new ChangeStore.Answers(settled);
    }
}
