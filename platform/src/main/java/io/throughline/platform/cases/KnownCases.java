package io.throughline.platform.cases;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Cases as this process last committed them, so that the next input need not read them. Another process may have
/// moved them on: what is worked out from here counts only once a commit guarded by `seq` and head has confirmed it.
///
/// Holds the last used ones, and evicts in the order of use, without threads of its own.
final class KnownCases {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StoredCase> cases; // guarded by lock

    /// @param atMost how many are kept; zero keeps none
    KnownCases(int atMost) {
        cases = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, StoredCase> eldest) {
                return size() > atMost;
            }
        };
    }

    Optional<StoredCase> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(cases.get(id));
        } finally {
            lock.unlock();
        }
    }

    /// Keeps a committed case, unless a later transition of it is kept already.
    void keep(StoredCase committed) {
        lock.lock();
        try {
            cases.merge(
                    committed.state().id(), committed, (kept, offered) -> offered.seq() > kept.seq() ? offered : kept);
        } finally {
            lock.unlock();
        }
    }

    void drop(String id) {
        lock.lock();
        try {
            cases.remove(id);
        } finally {
            lock.unlock();
        }
    }
}
