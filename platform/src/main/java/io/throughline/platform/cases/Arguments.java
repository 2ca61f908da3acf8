package io.throughline.platform.cases;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The arguments of a statement in their order, each with the same type whether it is null or not: the driver
/// prepares a statement anew when a type changes.
final class Arguments {
    private final PreparedStatement statement;
    private int last;

    Arguments(PreparedStatement statement) {
        this.statement = statement;
    }

    Arguments text(@Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.VARCHAR);
        } else {
            statement.setString(++last, value);
        }
        return this;
    }

    Arguments instant(@Nullable Instant value) throws SQLException {
        return text(value == null ? null : value.toString());
    }

    Arguments number(int value) throws SQLException {
        statement.setInt(++last, value);
        return this;
    }

    Arguments number(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    Arguments flag(boolean value) throws SQLException {
        statement.setBoolean(++last, value);
        return this;
    }

    Arguments uuid(UUID value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }

    Arguments bytes(byte[] value) throws SQLException {
        statement.setBytes(++last, value);
        return this;
    }

    Arguments texts(String[] values) throws SQLException {
        statement.setArray(++last, statement.getConnection().createArrayOf("text", values));
        return this;
    }

    Arguments bytes(byte[][] values) throws SQLException {
        statement.setArray(++last, statement.getConnection().createArrayOf("bytea", values));
        return this;
    }
}
