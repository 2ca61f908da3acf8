package io.throughline.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Where a change happens: a record's name, then fields (`.balance`) and places that are worked out (`[CEL]`).
///
/// @param root the name of a loaded record, or `records`
public record RecordPath(String source, String root, List<Part> parts) {
    /// One step of the way.
    public sealed interface Part {
        record Field(String name) implements Part {}

        record At(Expression place) implements Part {}
    }

    public RecordPath {
        parts = List.copyOf(parts);
    }

    /// Reads a path.
    ///
    /// @param compile turns the CEL between brackets into an expression
    /// @throws IllegalArgumentException with a message for its author if it is not a path
    public static RecordPath read(String source, Function<String, Expression> compile) {
        int at = name(source, 0);
        var root = source.substring(0, at);
        var parts = new ArrayList<Part>();
        while (at < source.length()) {
            if (source.charAt(at) == '.') {
                int end = name(source, at + 1);
                parts.add(new Part.Field(source.substring(at + 1, end)));
                at = end;
            } else if (source.charAt(at) == '[') {
                int end = closing(source, at);
                parts.add(new Part.At(compile.apply(source.substring(at + 1, end))));
                at = end + 1;
            } else {
                throw new IllegalArgumentException("a path is written like user.payment_methods[id].balance");
            }
        }
        if (root.isEmpty() || parts.isEmpty()) {
            throw new IllegalArgumentException("a path is written like user.payment_methods[id].balance");
        }
        return new RecordPath(source, root, parts);
    }

    /// Names that the path reads: its root and what its places need.
    public Set<String> names() {
        var names = new TreeSet<String>();
        names.add(root);
        for (var part : parts) {
            if (part instanceof Part.At(var place)) {
                names.addAll(place.names());
            }
        }
        return names;
    }

    /// The path of names, once every place is worked out.
    ///
    /// @param start where the root record lies
    List<String> resolve(List<String> start, Function<String, Object> value) {
        var path = new ArrayList<>(start);
        for (var part : parts) {
            path.add(
                    switch (part) {
                        case Part.Field(var name) -> name;
                        case Part.At(var place) -> key(place.value(value));
                    });
        }
        return path;
    }

    static String key(Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    private static int name(String source, int from) {
        int at = from;
        while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
            at++;
        }
        return at;
    }

    private static int closing(String source, int open) {
        int depth = 0;
        for (int at = open; at < source.length(); at++) {
            if (source.charAt(at) == '[') {
                depth++;
            } else if (source.charAt(at) == ']' && --depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("a bracket of " + source + " is not closed");
    }
}
