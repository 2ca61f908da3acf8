package io.throughline.sandbox.crowd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What one person can swear to: what they asked for, when they proved who they are, when their STOP was
/// taken, and which pages told them something too early.
final class Testimony {
    /// A STOP on its way; the reply knows when the platform acknowledged it.
    record Stop(Instant sentAt, Reply reply) {}

    /// A page that named a fact before identity was proven.
    record EarlyFact(String fact, String kind, Instant at) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Instant> codeRequests = new ArrayList<>();
    private final List<Instant> verifiedActs = new ArrayList<>();
    private final Map<String, Stop> stops = new HashMap<>();
    private final List<EarlyFact> earlyFacts = new ArrayList<>();
    private int pages;
    private @Nullable Instant provenAt;
    private @Nullable Instant completedAt;

    void askedForCode(Instant at) {
        locked(() -> codeRequests.add(at));
    }

    void acted(Instant at) {
        locked(() -> verifiedActs.add(at));
    }

    void stopped(String endpoint, Stop stop) {
        locked(() -> stops.putIfAbsent(endpoint, stop));
    }

    void told(EarlyFact fact) {
        locked(() -> earlyFacts.add(fact));
    }

    void looked() {
        locked(() -> pages++);
    }

    void proved(Instant at) {
        locked(() -> provenAt = provenAt == null ? at : provenAt);
    }

    void completed(Instant at) {
        locked(() -> completedAt = completedAt == null ? at : completedAt);
    }

    int pages() {
        lock.lock();
        try {
            return pages;
        } finally {
            lock.unlock();
        }
    }

    boolean askedForCodeWithin(Duration before, Instant moment) {
        return oneWithin(codeRequests, before, moment);
    }

    boolean actedWithin(Duration before, Instant moment) {
        return oneWithin(verifiedActs, before, moment);
    }

    boolean hadProvenBy(Instant moment) {
        lock.lock();
        try {
            return provenAt != null && !provenAt.isAfter(moment);
        } finally {
            lock.unlock();
        }
    }

    boolean hadCompletedBy(Instant moment) {
        lock.lock();
        try {
            return completedAt != null && !completedAt.isAfter(moment);
        } finally {
            lock.unlock();
        }
    }

    int stops() {
        lock.lock();
        try {
            return stops.size();
        } finally {
            lock.unlock();
        }
    }

    Optional<Stop> stop(String endpoint) {
        lock.lock();
        try {
            return Optional.ofNullable(stops.get(endpoint));
        } finally {
            lock.unlock();
        }
    }

    List<EarlyFact> earlyFacts() {
        lock.lock();
        try {
            return List.copyOf(earlyFacts);
        } finally {
            lock.unlock();
        }
    }

    private boolean oneWithin(List<Instant> moments, Duration before, Instant moment) {
        lock.lock();
        try {
            return moments.stream()
                    .anyMatch(m -> !m.isAfter(moment) && !m.plus(before).isBefore(moment));
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
