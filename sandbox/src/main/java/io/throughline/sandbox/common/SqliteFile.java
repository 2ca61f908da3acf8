package io.throughline.sandbox.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One SQLite file, written by one thread at a time. What a call returned from survives a kill of this process (WAL
/// with
/// `synchronous=normal`; only a power cut may take the last moments, and the sandbox is no bank).
public final class SqliteFile implements AutoCloseable {
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    private SqliteFile(Connection connection) {
        this.connection = connection;
    }

    /// Opens the file, making it and its folder where they are missing, and applies the schema, whose statements are
    /// separated by `;` and must be repeatable (`create table if not exists`).
    public static SqliteFile open(Path file, String schema) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var opened = new SqliteFile(DriverManager.getConnection("jdbc:sqlite:" + file));
            opened.execute("pragma journal_mode = wal");
            opened.execute("pragma synchronous = normal");
            opened.execute("pragma busy_timeout = 5000");
            for (var statement : schema.split(";")) {
                if (!statement.isBlank()) {
                    opened.execute(statement);
                }
            }
            return opened;
        } catch (SQLException e) {
            throw new SqlFault(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything inside happens or nothing does. Calls may nest: the outermost one commits.
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        lock.lock();
        try {
            if (lock.getHoldCount() > 1) {
                return work.run();
            }
            connection.setAutoCommit(false);
            try {
                var result = work.run();
                connection.commit();
                return result;
            } catch (RuntimeException | SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new SqlFault(e);
        } finally {
            lock.unlock();
        }
    }

    /// Runs a change and says how many rows it met.
    public int change(String sql, @Nullable Object... params) {
        return locked(() -> {
            try (var statement = prepare(sql, params)) {
                return statement.executeUpdate();
            }
        });
    }

    /// Runs an insert and gives the id of the new row.
    public long insert(String sql, @Nullable Object... params) {
        return locked(() -> {
            try (var statement = prepare(sql, params)) {
                statement.executeUpdate();
            }
            try (var statement = prepare("select last_insert_rowid()");
                    var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    public <T> List<T> list(Row<T> row, String sql, @Nullable Object... params) {
        return locked(() -> {
            var found = new ArrayList<T>();
            try (var statement = prepare(sql, params);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return List.copyOf(found);
        });
    }

    public <T> Optional<T> find(Row<T> row, String sql, @Nullable Object... params) {
        return list(row, sql, params).stream().findFirst();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SqlFault(e);
        } finally {
            lock.unlock();
        }
    }

    private <T extends @Nullable Object> T locked(Work<T> work) {
        lock.lock();
        try {
            return work.run();
        } catch (SQLException e) {
            throw new SqlFault(e);
        } finally {
            lock.unlock();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... params) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < params.length; i++) {
            statement.setObject(i + 1, params[i]);
        }
        return statement;
    }

    /// A piece of work on the file.
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    /// Reads one row.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// The file could not be read or written.
    public static final class SqlFault extends RuntimeException {
        SqlFault(SQLException cause) {
            super(cause);
        }
    }
}
