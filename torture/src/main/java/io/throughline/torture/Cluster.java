package io.throughline.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// A database, platform processes on it, callers and counterpart: what the faults happen to.
final class Cluster implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofMinutes(3);

    final Server server;
    final Proxy proxy;
    final Books books;
    final Journal journal = new Journal();
    private final NodeProcess.Recipe recipe;
    private final SplittableRandom random;
    private final List<NodeProcess> nodes = new ArrayList<>(); // guarded by itself
    private final List<Caller> callers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Cluster(Server server, Books books, Plan plan, Path archive) throws IOException {
        this.server = server;
        this.books = books;
        random = new SplittableRandom(plan.seed());
        proxy = new Proxy(server.port());
        recipe = new NodeProcess.Recipe(proxy.port(), books.port(), plan.lease(), plan.planted(), archive);
        for (int i = 0; i < plan.nodes(); i++) {
            nodes.add(NodeProcess.start(recipe));
        }
        try {
            nodes.forEach(NodeProcess::awaitReady);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Lets customers come.
    ///
    /// @param flushed how far the log is on disk
    void call(int many, LongSupplier flushed) {
        for (int i = 0; i < many; i++) {
            var caller = new Caller(callers.size() + 1, this::anyNode, journal, flushed, random.split());
            callers.add(caller);
            threads.add(Thread.ofVirtual().start(caller));
        }
    }

    private Optional<NodeProcess> anyNode() {
        synchronized (nodes) {
            var ready = nodes.stream().filter(NodeProcess::isReady).toList();
            return ready.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ready.get((int) (System.nanoTime() >>> 10 & 0xffff) % ready.size()));
        }
    }

    NodeProcess node(int index) {
        synchronized (nodes) {
            return nodes.get(index);
        }
    }

    int nodes() {
        return nodes.size();
    }

    /// Puts another process in the place of a dead one.
    void replace(int index) {
        var started = NodeProcess.start(recipe);
        synchronized (nodes) {
            nodes.set(index, started);
        }
    }

    int cases() {
        return callers.stream().mapToInt(Caller::left).sum();
    }

    void check(Checks checks) {
        check(checks::run);
    }

    interface Check {
        void run(Connection con) throws SQLException;
    }

    void check(Check check) {
        try (var con = server.connect()) {
            check.run(con);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be checked", e);
        }
    }

    /// Lets every case come to its end.
    ///
    /// @return what has not
    List<String> drain() {
        callers.forEach(Caller::openNoMore);
        var end = System.nanoTime() + DRAIN.toNanos();
        while (true) {
            var left = new ArrayList<String>();
            check(con -> left.addAll(Checks.unfinished(con)));
            boolean isOver = left.isEmpty() && cases() == 0;
            if (isOver || System.nanoTime() > end) {
                return left;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    void dismissCallers() {
        callers.forEach(Caller::stop);
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(40));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void stopNodes() {
        synchronized (nodes) {
            nodes.forEach(NodeProcess::stop);
        }
    }

    @Override
    public void close() {
        callers.forEach(Caller::stop);
        synchronized (nodes) {
            nodes.forEach(NodeProcess::kill);
        }
        proxy.close();
        server.close();
    }
}
