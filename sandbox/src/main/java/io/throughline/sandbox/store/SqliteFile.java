package io.throughline.sandbox.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A durable SQLite file: write-ahead log, every commit synced to the disk, one writer at a time,
/// readers that wait for nobody. What a [#write] returned is there after a crash.
public final class SqliteFile implements AutoCloseable {
    private static final int READERS = 4;
    private static final int TOGETHER = 64;

    private final ReentrantLock writing = new ReentrantLock(true);
    private final Queue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Connection writer;
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

    /// What is done with an open transaction.
    @FunctionalInterface
    public interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    /// Opens or creates the file and applies the schema, which must be idempotent (`create … if not exists`).
    public SqliteFile(Path file, String schema) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            writer = open(file);
            try (var statement = writer.createStatement()) {
                statement.executeUpdate(schema);
            }
            writer.setAutoCommit(false);
            for (int i = 0; i < READERS; i++) {
                var reader = open(file);
                try (var statement = reader.createStatement()) {
                    statement.execute("pragma query_only = on");
                }
                readers.add(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new StoreFault(e);
        }
    }

    private static Connection open(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try (var statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
            statement.execute("pragma foreign_keys = on");
            statement.execute("pragma busy_timeout = 10000");
            statement.execute("pragma cache_size = -32000");
        }
        return connection;
    }

    /// Runs the work whole or not at all: it is durable when this returns, and undone when it
    /// throws. Works that wait at the same time share one commit, because it is the sync to the
    /// disk that costs.
    public <T> T write(Work<T> work) {
        var mine = new Pending<>(work);
        waiting.add(mine);
        writing.lock();
        try {
            while (!mine.done) {
                commitTogether();
            }
        } finally {
            writing.unlock();
        }
        return mine.outcome();
    }

    private void commitTogether() {
        var group = new ArrayList<Pending<?>>();
        for (var next = waiting.poll(); next != null; next = group.size() < TOGETHER ? waiting.poll() : null) {
            group.add(next);
        }
        try {
            for (var pending : group) {
                pending.run(writer);
            }
            writer.commit();
        } catch (SQLException e) {
            group.forEach(pending -> pending.failure = new StoreFault(e));
            undo(e);
        } finally {
            group.forEach(pending -> pending.done = true);
        }
    }

    private void undo(SQLException cause) {
        try {
            writer.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /// A work that waits for its turn; it is only touched by whoever holds the lock, and by its owner after that.
    private static final class Pending<T> {
        private final Work<T> work;
        private @Nullable T result;
        private @Nullable RuntimeException failure;
        private boolean done;

        Pending(Work<T> work) {
            this.work = work;
        }

        void run(Connection writer) throws SQLException {
            Savepoint before = writer.setSavepoint();
            try {
                result = work.in(new Sql(writer));
            } catch (SQLException e) {
                failure = new StoreFault(e);
            } catch (RuntimeException e) {
                failure = e;
            }
            if (failure != null) {
                writer.rollback(before);
            }
            writer.releaseSavepoint(before);
        }

        T outcome() {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(result, "a work answers something");
        }
    }

    /// Reads what is committed.
    public <T> T read(Work<T> work) {
        try {
            var reader = readers.take();
            try {
                return work.in(new Sql(reader));
            } finally {
                readers.add(reader);
            }
        } catch (SQLException e) {
            throw new StoreFault(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a reader", e);
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            for (var reader : readers) {
                reader.close();
            }
            writer.close();
        } catch (SQLException e) {
            throw new StoreFault(e);
        } finally {
            writing.unlock();
        }
    }

    /// The file could not be read or written.
    public static final class StoreFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreFault(SQLException cause) {
            super(cause);
        }
    }
}
