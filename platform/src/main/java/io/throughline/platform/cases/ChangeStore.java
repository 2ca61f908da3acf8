package io.throughline.platform.cases;

import static io.throughline.platform.cases.ChangeCall.Type.BYTES;
import static io.throughline.platform.cases.ChangeCall.Type.INSTANT;
import static io.throughline.platform.cases.ChangeCall.Type.INTEGER;
import static io.throughline.platform.cases.ChangeCall.Type.JSON;
import static io.throughline.platform.cases.ChangeCall.Type.LONG;
import static io.throughline.platform.cases.ChangeCall.Type.TEXT;
import static io.throughline.platform.cases.ChangeCall.Type.UUID;

import io.throughline.platform.cases.Change.Asked;
import io.throughline.platform.cases.Change.Verdict;
import io.throughline.platform.cases.Change.Written;
import io.throughline.platform.cases.ChangeCall.Argument;
import io.throughline.platform.cases.ChangeCall.Argument.Value;
import io.throughline.platform.cases.ChangeCall.Argument.Values;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/// The SQL of changes: any number of them is one call and one round trip, and outside of a transaction one
/// commit. Each change wins or loses by itself; a fault fails the whole call.
final class ChangeStore implements Changes {
    private static final ChangeCall<Change.Move> MOVE = new ChangeCall<>("cases.move", "cases.move_all", moves());
    private static final ChangeCall<Change.Opening> OPEN = new ChangeCall<>("cases.open", "cases.open_all", openings());
    private static final String MOVE_ONE = "select " + MOVE.callOfOne();
    private static final String OPEN_ONE = "select " + OPEN.callOfOne();
    private static final String MOVE_ALL = "select " + MOVE.callOfMany();
    private static final String OPEN_ALL = "select " + OPEN.callOfMany();
    private static final String MOVE_AND_OPEN = MOVE_ALL + ", " + OPEN.callOfMany();

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
                call(MOVE_ONE, to -> MOVE.bind(to, tenant, waits, move), row -> {
                    answers.put(move, Verdict.valueOf(row.getString(1)));
                });
            case Change.Opening opening ->
                call(OPEN_ONE, to -> OPEN.bind(to, tenant, waits, opening), row -> {
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
                        MOVE.bindAll(to, tenant, waits, moves);
                    }
                    if (!openings.isEmpty()) {
                        OPEN.bindAll(to, tenant, waits, openings);
                    }
                },
                row -> {
                    int column = 0;
                    if (!moves.isEmpty()) {
                        var verdicts = (String[]) row.getArray(++column).getArray();
                        for (int i = 0; i < verdicts.length; i++) {
                            answers.put(moves.get(i), Verdict.valueOf(verdicts[i]));
                        }
                    }
                    if (!openings.isEmpty()) {
                        var ids = (Object[]) row.getArray(++column).getArray();
                        for (int i = 0; i < ids.length; i++) {
                            answers.put(openings.get(i), opened(openings.get(i), ids[i].toString()));
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

    private static List<Argument<Change.Move>> moves() {
        var arguments = new ArrayList<Argument<Change.Move>>();
        arguments.add(new Value<>(UUID, Change.Move::key));
        arguments.add(new Value<>(INTEGER, move -> move.before().seq()));
        arguments.add(new Value<>(BYTES, move -> move.before().head()));
        arguments.add(new Value<>(LONG, Change.Move::stamp));
        arguments.add(new Value<>(TEXT, move -> switch (move.fate()) {
            case EffectFate.Untouched() -> "UNTOUCHED";
            case EffectFate.Answered _ -> "ANSWERED";
            case EffectFate.Over _ -> "OVER";
            case EffectFate.Back _ -> "BACK";
        }));
        arguments.add(new Value<>(TEXT, move -> switch (move.fate()) {
            case EffectFate.Untouched() -> null;
            case EffectFate.Answered(var key) -> key;
            case EffectFate.Over(var key, var _) -> key;
            case EffectFate.Back(var key, var _, var _, var _) -> key;
        }));
        arguments.add(new Value<>(LONG, move -> switch (move.fate()) {
            case EffectFate.Over(var _, var fence) -> fence;
            case EffectFate.Back(var _, var fence, var _, var _) -> fence;
            default -> 0L;
        }));
        arguments.add(new Value<>(INSTANT, move -> move.fate() instanceof EffectFate.Back back ? back.due() : null));
        arguments.add(new Value<>(INTEGER, move -> move.fate() instanceof EffectFate.Back back ? back.attempt() : 0));
        arguments.add(new Value<>(INSTANT, move -> move.written().after().since()));
        addRows(arguments);
        return List.copyOf(arguments);
    }

    private static List<Argument<Change.Opening>> openings() {
        var arguments = new ArrayList<Argument<Change.Opening>>();
        arguments.add(new Value<>(TEXT, Change.Opening::onceKey));
        arguments.add(new Value<>(UUID, Change.Opening::id));
        arguments.add(
                new Value<>(TEXT, opening -> opening.written().after().state().reference()));
        arguments.add(
                new Value<>(TEXT, opening -> opening.written().after().state().workflow()));
        arguments.add(
                new Value<>(TEXT, opening -> opening.written().after().state().version()));
        addRows(arguments);
        return List.copyOf(arguments);
    }

    private static <C extends Change<?>> void addRows(List<Argument<C>> arguments) {
        add(arguments, INTEGER, row -> row.after().events());
        add(arguments, BYTES, row -> row.after().head());
        add(arguments, JSON, Written::json);
        add(arguments, TEXT, row -> row.after().state().status().name());
        add(arguments, TEXT, row -> row.after().state().at());
        add(arguments, TEXT, row -> row.after().state().awaiting().name());
        add(arguments, TEXT, Written::queue);
        add(arguments, TEXT, row -> row.after().state().outcome());
        add(arguments, INSTANT, Written::timerAt);
        add(arguments, INSTANT, Written::now);
        add(arguments, TEXT, row -> row.link() == null ? null : row.link().body());
        add(arguments, BYTES, row -> row.link() == null ? null : row.link().hash());
        add(arguments, INTEGER, row -> row.effects().size());
        addAll(arguments, TEXT, String[]::new, Written::effects, Asked::key);
        addAll(arguments, TEXT, String[]::new, Written::effects, Asked::kind);
        addAll(arguments, TEXT, String[]::new, Written::effects, Asked::body);
    }

    private static <C extends Change<?>> void add(
            List<Argument<C>> arguments, ChangeCall.Type type, Function<Written, @Nullable Object> of) {
        arguments.add(new Value<>(type, change -> of.apply(change.written())));
    }

    private static <C extends Change<?>, T, V> void addAll(
            List<Argument<C>> arguments,
            ChangeCall.Type type,
            java.util.function.IntFunction<V[]> array,
            Function<Written, List<T>> rows,
            Function<T, V> of) {
        arguments.add(new Values<>(
                type, change -> rows.apply(change.written()).stream().map(of).toArray(array)));
    }
}
