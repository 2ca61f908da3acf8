package io.throughline.platform.cases;

import io.throughline.platform.cases.Change.Verdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/// The SQL of changes: any number of them is one call and one round trip, and outside of a transaction one
/// commit. Each change wins or loses by itself; a fault fails the whole call.
final class ChangeStore implements Changes {
    private static final String MOVE_ONE = "select " + ChangeCalls.MOVE.sql();
    private static final String OPEN_ONE = "select " + ChangeCalls.OPEN.sql();
    private static final String MOVE_ALL = "select " + ChangeCalls.MOVE_ALL.sql();
    private static final String OPEN_ALL = "select " + ChangeCalls.OPEN_ALL.sql();
    private static final String MOVE_AND_OPEN = MOVE_ALL + ", " + ChangeCalls.OPEN_ALL.sql();

    private static final String LOCK_NOT_AVAILABLE = "55P03"; // Spring has no exception for it

    private final JdbcTemplate jdbc;
    private final String tenant;

    ChangeStore(JdbcTemplate jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// What was answered.
    ///
    /// @param answers by change, for the very instance that was given
    record Answers(Map<Change<?>, Object> answers) {
        @SuppressWarnings("unchecked") // a change says what it is answered with
        <A> A to(Change<A> change) {
            return (A) Objects.requireNonNull(answers.get(change));
        }
    }

    @Override
    public Answers write(List<? extends Change<?>> changes, @Nullable Duration patience) {
        var answers = new IdentityHashMap<Change<?>, Object>(2 * changes.size());
        var waits = patience == null ? "" : patience.toMillis() + "ms";
        if (changes.size() == 1) {
            writeOne(changes.getFirst(), waits, answers);
        } else {
            writeAll(changes, waits, answers);
        }
        return new Answers(answers);
    }

    @Override
    public boolean isKept(Change.Move move) {
        var link = move.written().link();
        if (link == null) {
            throw new IllegalArgumentException("a transition without evidence cannot be looked for");
        }
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from cases.event where tenant = ? and case_id = ?::uuid and number = ?"
                        + " and hash = ?)",
                Boolean.class,
                tenant,
                move.key(),
                link.number(),
                link.hash()));
    }

    /// Somebody else held a row for longer than the patience was.
    static final class Held extends CannotAcquireLockException {
        private static final long serialVersionUID = 1;

        Held(Throwable cause) {
            super("somebody else holds a row that a change needs", cause);
        }
    }

    private void writeOne(Change<?> change, String waits, Map<Change<?>, Object> answers) {
        switch (change) {
            case Change.Move move ->
                call(MOVE_ONE, to -> ChangeCalls.MOVE.bind(to, tenant, waits, List.of(move)), row -> {
                    answers.put(move, Verdict.valueOf(row.getString(1)));
                });
            case Change.Opening opening ->
                call(OPEN_ONE, to -> ChangeCalls.OPEN.bind(to, tenant, waits, List.of(opening)), row -> {
                    answers.put(opening, opened(opening, row.getString(1)));
                });
        }
    }

    private void writeAll(List<? extends Change<?>> changes, String waits, Map<Change<?>, Object> answers) {
        var moves = new ArrayList<Change.Move>();
        var openings = new ArrayList<Change.Opening>();
        for (var change : changes) {
            switch (change) {
                case Change.Move move -> moves.add(move);
                case Change.Opening opening -> openings.add(opening);
            }
        }
        moves.sort(Comparator.comparing(Change.Move::key)); // the order in which their rows are locked
        openings.sort(Comparator.comparing(Change.Opening::key));
        var sql = openings.isEmpty() ? MOVE_ALL : moves.isEmpty() ? OPEN_ALL : MOVE_AND_OPEN;
        call(
                sql,
                to -> {
                    if (!moves.isEmpty()) {
                        ChangeCalls.MOVE_ALL.bind(to, tenant, waits, moves);
                    }
                    if (!openings.isEmpty()) {
                        ChangeCalls.OPEN_ALL.bind(to, tenant, waits, openings);
                    }
                },
                row -> {
                    int column = 0;
                    if (!moves.isEmpty()) {
                        var verdicts = (String[]) row.getArray(++column).getArray();
                        for (int i = 0; i < moves.size(); i++) {
                            answers.put(
                                    moves.get(i), verdicts.length == 0 ? Verdict.DONE : Verdict.valueOf(verdicts[i]));
                        }
                    }
                    if (!openings.isEmpty()) {
                        var ids = (Object[]) row.getArray(++column).getArray();
                        for (int i = 0; i < openings.size(); i++) {
                            var opening = openings.get(i);
                            answers.put(opening, opened(opening, ids.length == 0 ? opening.id() : ids[i].toString()));
                        }
                    }
                });
    }

    private static Cases.Opened opened(Change.Opening opening, String id) {
        return new Cases.Opened(id, !id.equals(opening.id()));
    }

    private interface Binding {
        void to(ChangeCall.Receiver receiver) throws SQLException;
    }

    private interface Answer {
        void from(ResultSet row) throws SQLException;
    }

    private void call(String sql, Binding binding, Answer answer) {
        try {
            jdbc.execute(sql, (PreparedStatementCallback<Boolean>) statement -> {
                binding.to(new Parameters(statement));
                try (var row = statement.executeQuery()) {
                    boolean there = row.next();
                    answer.from(row);
                    return there;
                }
            });
        } catch (UncategorizedSQLException fault) {
            var cause = fault.getSQLException();
            throw cause != null && LOCK_NOT_AVAILABLE.equals(cause.getSQLState()) ? new Held(fault) : fault;
        }
    }

    /// The parameters of a statement, one after the other.
    private static final class Parameters implements ChangeCall.Receiver {
        private final PreparedStatement statement;
        private int last;

        Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        @Override
        public void value(@Nullable Object value, int jdbcType) throws SQLException {
            statement.setObject(++last, value, jdbcType);
        }

        @Override
        public void array(@Nullable Object[] values, String type) throws SQLException {
            // the driver sends these arrays in binary, so nothing is escaped
            statement.setArray(++last, statement.getConnection().createArrayOf(type, values));
        }
    }
}
