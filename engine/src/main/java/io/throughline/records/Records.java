package io.throughline.records;

import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The records of a system, collection by collection. Immutable: a change gives new records that
/// share what was not touched, so that a refused call leaves nothing behind.
///
/// A value is a [String], [Boolean], [Double], [List], [Map] by name, or [#NOTHING]. Numbers are
/// the foreign system's own floating point: it is their arithmetic that has to be met, to the last
/// digit. Money of our own cases is never kept like this.
public final class Records {
    /// What JSON calls null.
    public static final Object NOTHING = NullValue.NULL_VALUE;

    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");
    private final Map<String, Object> collections;

    private Records(Map<String, Object> collections) {
        this.collections = collections;
    }

    /// Records of plain values; Java's null stands for nothing, any number for the same as a floating point
    /// number.
    public static Records of(Map<String, ?> collections) {
        return new Records(map(plain(collections)));
    }

    /// One value as records hold it.
    ///
    /// @throws IllegalArgumentException if it is none of the kinds that records hold
    public static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> NOTHING;
            case NullValue _, String _, Boolean _, Double _ -> value;
            case Number number -> number.doubleValue();
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, member) -> copy.put(String.valueOf(key), plain(member)));
                yield Collections.unmodifiableMap(copy);
            }
            case Collection<?> list -> list.stream().map(Records::plain).toList();
            default ->
                throw new IllegalArgumentException(
                        "records do not hold a " + value.getClass().getSimpleName());
        };
    }

    /// Everything, by collection.
    public Map<String, Object> all() {
        return collections;
    }

    /// The value at a path of names and list positions.
    public Optional<Object> find(List<String> path) {
        Object here = collections;
        for (var name : path) {
            var next = member(here, name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            here = next.get();
        }
        return Optional.of(here);
    }

    /// With the value at `path` put in place of what was there.
    ///
    /// @throws IllegalArgumentException if what should hold it is not there
    public Records with(List<String> path, Object value) {
        return new Records(map(put(collections, path, plain(value))));
    }

    /// With the items at the end of the list at `path`.
    ///
    /// @throws IllegalArgumentException if there is no list
    public Records withAppended(List<String> path, List<?> items) {
        if (!(find(path).orElse(NOTHING) instanceof List<?> list)) {
            throw new IllegalArgumentException("there is no list at " + String.join("/", path));
        }
        var longer = new ArrayList<Object>(list);
        longer.addAll(items);
        return with(path, longer);
    }

    /// Without the named value of a mapping.
    ///
    /// @throws IllegalArgumentException if it is not there
    public Records without(List<String> path) {
        var holder = path.subList(0, path.size() - 1);
        if (find(path).isEmpty() || !(find(holder).orElse(NOTHING) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("there is nothing to take away at " + String.join("/", path));
        }
        var fewer = new LinkedHashMap<Object, Object>(map);
        fewer.remove(path.getLast());
        return holder.isEmpty() ? new Records(map(plain(fewer))) : with(holder, fewer);
    }

    private static Optional<Object> member(Object holder, String name) {
        return switch (holder) {
            case Map<?, ?> map -> Optional.ofNullable(map.get(name));
            case List<?> list
            when INDEX.matcher(name).matches() && Integer.parseInt(name) < list.size() ->
                Optional.of(Objects.requireNonNull(list.get(Integer.parseInt(name))));
            default -> Optional.empty();
        };
    }

    /// Copies only the holders on the way.
    private static Object put(Object holder, List<String> path, Object value) {
        if (path.isEmpty()) {
            return value;
        }
        var name = path.getFirst();
        var inner = path.size() == 1
                ? value
                : put(
                        member(holder, name)
                                .orElseThrow(() -> new IllegalArgumentException("there is no \"" + name + "\"")),
                        path.subList(1, path.size()),
                        value);
        return switch (holder) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, Object>(map);
                copy.put(name, inner);
                yield Collections.unmodifiableMap(copy);
            }
            case List<?> list
            when member(list, name).isPresent() -> {
                var copy = new ArrayList<Object>(list);
                copy.set(Integer.parseInt(name), inner);
                yield Collections.unmodifiableList(copy);
            }
            default -> throw new IllegalArgumentException("\"" + name + "\" cannot be put there");
        };
    }

    @SuppressWarnings("unchecked") // plain() made every mapping one by name
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
