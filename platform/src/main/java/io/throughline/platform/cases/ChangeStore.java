package io.throughline.platform.cases;

import io.throughline.platform.cases.Change.Verdict;
import io.throughline.platform.cases.Change.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/// The SQL of changes: any number of transitions is one call of `cases.move_all`, any number of openings one of
/// `cases.open_all`. Each change wins or loses by itself; a fault fails the whole call.
final class ChangeStore implements Changes {
    private static final String MOVE =
            "select cases.move_all(?, ?, ?::uuid[], ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz[],"
                    + " ?, ?, ?::timestamptz[], ?::timestamptz[], ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz[], ?),"
                    + " pg_current_xact_id()::text";
    private static final String OPEN = "select cases.open_all(?, ?, ?, ?::uuid[], ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?::timestamptz[], ?::timestamptz[], ?, ?, ?, ?, ?, ?, ?, ?), pg_current_xact_id()::text";

    private static final String LOCK_NOT_AVAILABLE = "55P03"; // Spring has no exception for it

    private final JdbcTemplate jdbc;
    private final String tenant;

    ChangeStore(JdbcTemplate jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// What was answered, and in which transaction.
    ///
    /// @param answers by change, for the very instance that was given
    record Answers(Map<Change<?>, Object> answers, String transactionId) {
        @SuppressWarnings("unchecked") // a change says what it is answered with
        <A> A to(Change<A> change) {
            return (A) Objects.requireNonNull(answers.get(change));
        }
    }

    @Override
    public Answers write(List<? extends Change<?>> changes, @Nullable Duration patience) {
        var moves = new ArrayList<Change.Move>();
        var openings = new ArrayList<Change.Opening>();
        for (var change : changes) {
            switch (change) {
                case Change.Move move -> moves.add(move);
                case Change.Opening opening -> openings.add(opening);
            }
        }
        var answers = new IdentityHashMap<Change<?>, Object>(changes.size());
        var transactionId = "";
        if (!moves.isEmpty()) {
            moves.sort(Comparator.comparing(Change.Move::key)); // the order in which their rows are locked
            var made = call(MOVE, arguments -> bindMoves(arguments, moves, patience), String[].class);
            for (int i = 0; i < moves.size(); i++) {
                answers.put(moves.get(i), Verdict.valueOf(made.values()[i]));
            }
            transactionId = made.transactionId();
        }
        if (!openings.isEmpty()) {
            var made = call(OPEN, arguments -> bindOpenings(arguments, openings, patience), UUID[].class);
            for (int i = 0; i < openings.size(); i++) {
                var opening = openings.get(i);
                var id = made.values()[i].toString();
                answers.put(opening, new Cases.Opened(id, !id.equals(opening.id())));
            }
            transactionId = made.transactionId();
        }
        return new Answers(answers, transactionId);
    }

    @Override
    public String fateOf(String transactionId) {
        return Objects.requireNonNullElse(
                jdbc.queryForObject("select pg_xact_status(?::xid8)", String.class, transactionId), "forgotten");
    }

    /// Somebody else held a row for longer than the patience was.
    static final class Held extends CannotAcquireLockException {
        private static final long serialVersionUID = 1;

        Held(Throwable cause) {
            super("somebody else holds a row that a change needs", cause);
        }
    }

    private interface Binding {
        void to(Arguments arguments) throws SQLException;
    }

    private record Made<T>(T values, String transactionId) {}

    private <T> Made<T> call(String sql, Binding binding, Class<T> type) {
        try {
            return execute(sql, binding, type);
        } catch (UncategorizedSQLException fault) {
            var cause = fault.getSQLException();
            throw cause != null && LOCK_NOT_AVAILABLE.equals(cause.getSQLState()) ? new Held(fault) : fault;
        }
    }

    private <T> Made<T> execute(String sql, Binding binding, Class<T> type) {
        return Objects.requireNonNull(jdbc.execute(sql, (PreparedStatementCallback<Made<T>>) statement -> {
            binding.to(new Arguments(statement));
            try (var row = statement.executeQuery()) {
                row.next();
                return new Made<>(type.cast(row.getArray(1).getArray()), row.getString(2));
            }
        }));
    }

    private void bindMoves(Arguments arguments, List<Change.Move> moves, @Nullable Duration patience)
            throws SQLException {
        arguments.text(tenant).text(patience == null ? "" : patience.toMillis() + "ms");
        arguments
                .texts(moves, Change.Move::key)
                .numbers(moves, move -> move.before().seq());
        arguments.bytes(moves, move -> move.before().head());
        bindRows(arguments, moves, true);
        arguments.texts(moves, move -> switch (move.fate()) {
            case EffectFate.Untouched() -> "UNTOUCHED";
            case EffectFate.Answered _ -> "ANSWERED";
            case EffectFate.Over _ -> "OVER";
            case EffectFate.Back _ -> "BACK";
        });
        arguments.texts(moves, move -> switch (move.fate()) {
            case EffectFate.Untouched() -> null;
            case EffectFate.Answered(var key) -> key;
            case EffectFate.Over(var key, var _) -> key;
            case EffectFate.Back(var key, var _, var _, var _) -> key;
        });
        arguments.longs(moves, move -> switch (move.fate()) {
            case EffectFate.Over(var _, var fence) -> fence;
            case EffectFate.Back(var _, var fence, var _, var _) -> fence;
            default -> 0L;
        });
        arguments.instants(moves, move -> move.fate() instanceof EffectFate.Back back ? back.due() : null);
        arguments.numbers(moves, move -> move.fate() instanceof EffectFate.Back back ? back.attempt() : 0);
    }

    private void bindOpenings(Arguments arguments, List<Change.Opening> openings, @Nullable Duration patience)
            throws SQLException {
        arguments.text(tenant).text(patience == null ? "" : patience.toMillis() + "ms");
        arguments.texts(openings, Change.Opening::onceKey);
        arguments.texts(openings, Change.Opening::id);
        arguments.texts(openings, opening -> opening.written().after().state().reference());
        arguments.texts(openings, opening -> opening.written().after().state().workflow());
        arguments.texts(openings, opening -> opening.written().after().state().version());
        bindRows(arguments, openings, false);
    }

    private static void bindRows(Arguments arguments, List<? extends Change<?>> changes, boolean since)
            throws SQLException {
        var rows = changes.stream().<Written>map(Change::written).toList();
        arguments.numbers(rows, row -> row.after().events());
        arguments.bytes(rows, row -> row.after().head());
        arguments.texts(rows, Written::json);
        arguments.texts(rows, row -> row.after().state().status().name());
        arguments.texts(rows, row -> row.after().state().at());
        arguments.texts(rows, row -> row.after().state().awaiting().name());
        if (since) {
            arguments.instants(rows, row -> row.after().since());
        }
        arguments.texts(rows, Written::queue);
        arguments.texts(rows, row -> row.after().state().outcome());
        arguments.instants(rows, Written::timerAt);
        arguments.instants(rows, Written::now);
        var links = placed(rows, Written::links);
        arguments.numbers(links, Placed::place);
        arguments.numbers(links, link -> link.value().number());
        arguments.texts(links, link -> link.value().body());
        arguments.bytes(links, link -> link.value().hash());
        var effects = placed(rows, Written::effects);
        arguments.numbers(effects, Placed::place);
        arguments.texts(effects, effect -> effect.value().key());
        arguments.texts(effects, effect -> effect.value().kind());
        arguments.texts(effects, effect -> effect.value().body());
    }

    /// Something of the change at `place`, counted from 1 as PostgreSQL does.
    private record Placed<T>(int place, T value) {}

    private static <T> List<Placed<T>> placed(List<Written> rows, Function<Written, List<T>> values) {
        var all = new ArrayList<Placed<T>>(2 * rows.size());
        for (int i = 0; i < rows.size(); i++) {
            for (var value : values.apply(rows.get(i))) {
                all.add(new Placed<>(i + 1, value));
            }
        }
        return all;
    }

    /// The arguments of a statement in their order. The driver sends these arrays in binary, so nothing is escaped.
    private static final class Arguments {
        private final PreparedStatement statement;
        private final Connection connection;
        private int last;

        Arguments(PreparedStatement statement) throws SQLException {
            this.statement = statement;
            this.connection = statement.getConnection();
        }

        Arguments text(String value) throws SQLException {
            statement.setString(++last, value);
            return this;
        }

        <T> Arguments texts(List<T> all, Function<T, @Nullable String> value) throws SQLException {
            var column = new @Nullable String[all.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = value.apply(all.get(i));
            }
            return array("text", column);
        }

        <T> Arguments instants(List<T> all, Function<T, @Nullable Instant> value) throws SQLException {
            return texts(all, one -> {
                var instant = value.apply(one);
                return instant == null ? null : instant.toString();
            });
        }

        <T> Arguments numbers(List<T> all, Function<T, Integer> value) throws SQLException {
            var column = new Integer[all.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = value.apply(all.get(i));
            }
            return array("int4", column);
        }

        <T> Arguments longs(List<T> all, Function<T, Long> value) throws SQLException {
            var column = new Long[all.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = value.apply(all.get(i));
            }
            return array("int8", column);
        }

        <T> Arguments bytes(List<T> all, Function<T, byte[]> value) throws SQLException {
            var column = new byte[all.size()][];
            for (int i = 0; i < column.length; i++) {
                column[i] = value.apply(all.get(i));
            }
            return array("bytea", column);
        }

        private Arguments array(String type, @Nullable Object[] column) throws SQLException {
            statement.setArray(++last, connection.createArrayOf(type, column));
            return this;
        }
    }
}
