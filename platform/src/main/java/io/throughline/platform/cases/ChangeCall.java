package io.throughline.platform.cases;

import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A database function that makes changes, and its arguments in their order. It begins with the tenant and the
/// patience.
///
/// @param many whether it takes any number of changes: then each argument is an array
record ChangeCall<C>(String function, boolean many, List<Argument<C>> arguments) {
    /// An argument: what of a change goes there, and as which type.
    sealed interface Argument<C> {
        /// One value a change.
        record Value<C>(Type type, Function<C, @Nullable Object> of) implements Argument<C> {}

        /// Any number of values a change; those of many changes one after the other.
        record Values<C, E>(Type type, Function<C, List<E>> rows, Function<E, @Nullable Object> of)
                implements Argument<C> {
            List<@Nullable Object> all(C change) {
                var all = new ArrayList<@Nullable Object>();
                rows.apply(change).forEach(row -> all.add(of.apply(row)));
                return all;
            }
        }

        /// Whose the [Values] are: for many changes the number of the change, from 1, for each; for one how many.
        record Owners<C, E>(Function<C, List<E>> rows) implements Argument<C> {}
    }

    /// How values travel: as `sent`, and what PostgreSQL makes of it.
    enum Type {
        TEXT("text", "", Types.VARCHAR, String[]::new),
        UUID("text", "::uuid", Types.VARCHAR, String[]::new),
        INSTANT("text", "::timestamptz", Types.VARCHAR, String[]::new),
        MICROS("int8", "", Types.BIGINT, Long[]::new),
        INTEGER("int4", "", Types.INTEGER, Integer[]::new),
        LONG("int8", "", Types.BIGINT, Long[]::new),
        BYTES("bytea", "", Types.BINARY, byte[][]::new);

        private final String sent;
        private final String cast;
        private final int jdbc;
        private final IntFunction<Object[]> array;

        Type(String sent, String cast, int jdbc, IntFunction<Object[]> array) {
            this.sent = sent;
            this.cast = cast;
            this.jdbc = jdbc;
            this.array = array;
        }

        private String castOfArray() {
            return cast.isEmpty() ? "" : cast + "[]";
        }

        private @Nullable Object asSent(@Nullable Object value) {
            if (!(value instanceof Instant instant)) {
                return value;
            }
            return this == MICROS ? (Object) ChronoUnit.MICROS.between(Instant.EPOCH, instant) : instant.toString();
        }
    }

    /// The call in SQL.
    String sql() {
        return arguments.stream()
                .map(argument -> switch (argument) {
                    case Argument.Value<C>(var type, var _) -> ", ?" + (many ? type.castOfArray() : type.cast);
                    case Argument.Values<C, ?> values -> ", ?" + values.type().castOfArray();
                    case Argument.Owners<C, ?> _ -> ", ?";
                })
                .collect(Collectors.joining("", function + "(?, ?", ")"));
    }

    /// Takes the arguments of a call in their order.
    interface Receiver {
        void value(@Nullable Object value, int jdbcType) throws SQLException;

        void array(@Nullable Object[] values, String type) throws SQLException;
    }

    /// @param changes one, unless the function takes many
    void bind(Receiver receiver, String tenant, String patience, List<C> changes) throws SQLException {
        receiver.value(tenant, Types.VARCHAR);
        receiver.value(patience, Types.VARCHAR);
        for (var argument : arguments) {
            switch (argument) {
                case Argument.Value<C>(var type, var of) -> {
                    if (many) {
                        receiver.array(column(type, of, changes), type.sent);
                    } else {
                        receiver.value(type.asSent(of.apply(changes.getFirst())), type.jdbc);
                    }
                }
                case Argument.Values<C, ?> values -> {
                    var all = new ArrayList<@Nullable Object>();
                    changes.forEach(change -> values.all(change).forEach(one -> all.add(values.type.asSent(one))));
                    receiver.array(all.toArray(values.type.array.apply(0)), values.type.sent);
                }
                case Argument.Owners<C, ?> owners -> {
                    if (many) {
                        receiver.array(owners(owners, changes), Type.INTEGER.sent);
                    } else {
                        receiver.value(owners.rows().apply(changes.getFirst()).size(), Types.INTEGER);
                    }
                }
            }
        }
    }

    private @Nullable Object[] column(Type type, Function<C, @Nullable Object> of, List<C> changes) {
        var column = type.array.apply(changes.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = type.asSent(of.apply(changes.get(i)));
        }
        return column;
    }

    private Integer[] owners(Argument.Owners<C, ?> owners, List<C> changes) {
        var all = new ArrayList<Integer>();
        for (int i = 0; i < changes.size(); i++) {
            for (int n = owners.rows().apply(changes.get(i)).size(); n > 0; n--) {
                all.add(i + 1);
            }
        }
        return all.toArray(Integer[]::new);
    }
}
