package io.throughline.sandbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The few things one does inside a transaction of a [SqliteFile].
public final class Sql {
    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /// One row of an answer.
    @FunctionalInterface
    public interface Row<T> {
        T map(ResultSet row) throws SQLException;
    }

    /// Changes rows and says how many.
    public int run(String statement, @Nullable Object... values) throws SQLException {
        try (var prepared = bound(statement, values)) {
            return prepared.executeUpdate();
        }
    }

    /// Adds a row and gives its id.
    public long insert(String statement, @Nullable Object... values) throws SQLException {
        run(statement, values);
        return number("select last_insert_rowid()");
    }

    public <T> List<T> list(String query, Row<T> row, @Nullable Object... values) throws SQLException {
        try (var prepared = bound(query, values);
                var rows = prepared.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(row.map(rows));
            }
            return found;
        }
    }

    public <T> Optional<T> find(String query, Row<T> row, @Nullable Object... values) throws SQLException {
        return list(query, row, values).stream().findFirst();
    }

    /// A single number, 0 when there is no row.
    public long number(String query, @Nullable Object... values) throws SQLException {
        return find(query, row -> row.getLong(1), values).orElse(0L);
    }

    /// A statement for many rows; the caller closes it.
    public PreparedStatement prepare(String statement) throws SQLException {
        return connection.prepareStatement(statement);
    }

    private PreparedStatement bound(String statement, @Nullable Object... values) throws SQLException {
        var prepared = connection.prepareStatement(statement);
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
        }
        return prepared;
    }
}
