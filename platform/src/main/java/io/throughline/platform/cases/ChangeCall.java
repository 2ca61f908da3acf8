package io.throughline.platform.cases;

import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A database function that makes one change, and its sister that makes many: the same arguments in the same
/// order, plain or as arrays. Both begin with the tenant and the patience.
///
/// @param one name of the function for one change
/// @param many name of the function for many
record ChangeCall<C>(String one, String many, List<Argument<C>> arguments) {
    /// An argument: what of a change goes there, and as which type.
    sealed interface Argument<C> {
        /// One value a change.
        record Value<C>(Type type, Function<C, @Nullable Object> of) implements Argument<C> {}

        /// An array a change; for many changes one array of all, one change after the other.
        record Values<C>(Type type, Function<C, Object[]> of) implements Argument<C> {}
    }

    /// How values travel: as `sent`, and what PostgreSQL makes of it.
    enum Type {
        TEXT("text", "", Types.VARCHAR, String[]::new),
        JSON("text", "::json", Types.VARCHAR, String[]::new),
        UUID("text", "::uuid", Types.VARCHAR, String[]::new),
        INSTANT("text", "::timestamptz", Types.VARCHAR, String[]::new),
        INTEGER("int4", "", Types.INTEGER, Integer[]::new),
        LONG("int8", "", Types.BIGINT, Long[]::new),
        BYTES("bytea", "", Types.BINARY, byte[][]::new);

        private final String sent;
        private final String cast;
        private final int jdbc;
        private final java.util.function.IntFunction<Object[]> array;

        Type(String sent, String cast, int jdbc, java.util.function.IntFunction<Object[]> array) {
            this.sent = sent;
            this.cast = cast;
            this.jdbc = jdbc;
            this.array = array;
        }

        private String castOfArray() {
            return cast.isEmpty() ? "" : cast + "[]";
        }
    }

    String callOfOne() {
        return arguments.stream()
                .map(argument -> switch (argument) {
                    case Argument.Value<C>(var type, var _) -> ", ?" + type.cast;
                    case Argument.Values<C>(var type, var _) -> ", ?" + type.castOfArray();
                })
                .collect(Collectors.joining("", one + "(?, ?", ")"));
    }

    String callOfMany() {
        return arguments.stream()
                .map(argument -> switch (argument) {
                    case Argument.Value<C>(var type, var _) -> ", ?" + type.castOfArray();
                    case Argument.Values<C>(var type, var _) -> ", ?" + type.castOfArray();
                })
                .collect(Collectors.joining("", many + "(?, ?", ")"));
    }

    /// Takes the arguments of a call in their order.
    interface Receiver {
        void value(@Nullable Object value, int jdbcType) throws SQLException;

        void array(@Nullable Object[] values, String type) throws SQLException;
    }

    void bind(Receiver receiver, String tenant, String patience, C change) throws SQLException {
        receiver.value(tenant, Types.VARCHAR);
        receiver.value(patience, Types.VARCHAR);
        for (var argument : arguments) {
            switch (argument) {
                case Argument.Value<C>(var type, var of) -> receiver.value(sent(of.apply(change)), type.jdbc);
                case Argument.Values<C>(var type, var of) -> receiver.array(of.apply(change), type.sent);
            }
        }
    }

    void bindAll(Receiver receiver, String tenant, String patience, List<C> changes) throws SQLException {
        receiver.value(tenant, Types.VARCHAR);
        receiver.value(patience, Types.VARCHAR);
        for (var argument : arguments) {
            switch (argument) {
                case Argument.Value<C>(var type, var of) -> {
                    var column = type.array.apply(changes.size());
                    for (int i = 0; i < column.length; i++) {
                        column[i] = sent(of.apply(changes.get(i)));
                    }
                    receiver.array(column, type.sent);
                }
                case Argument.Values<C>(var type, var of) -> {
                    var all = new ArrayList<@Nullable Object>(2 * changes.size());
                    for (var change : changes) {
                        all.addAll(List.of(of.apply(change)));
                    }
                    receiver.array(all.toArray(type.array.apply(0)), type.sent);
                }
            }
        }
    }

    private static @Nullable Object sent(@Nullable Object value) {
        return value instanceof Instant instant ? instant.toString() : value;
    }
}
