package io.throughline.tryouts;

import io.throughline.records.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What should have become of the records, and how what became of them differs.
final class Expectation {
    private Expectation() {}

    /// The records after a difference that is given as JSON Pointers with `add`, `replace` and `remove`.
    ///
    /// @throws TryoutFailure if the difference does not fit the records
    static Records after(Records before, JsonNode difference) {
        var after = before;
        for (var change : difference) {
            var pointer = change.path("path").asString("");
            var path = path(pointer);
            try {
                after = switch (change.path("op").asString("")) {
                    case "add", "replace" -> after.with(path, JsonFiles.value(change.path("value")));
                    case "remove" -> after.without(path);
                    default -> throw new TryoutFailure("the difference at " + pointer + " has no known \"op\"");
                };
            } catch (IllegalArgumentException e) {
                throw new TryoutFailure(
                        "the difference at " + pointer + " does not fit the records: " + e.getMessage(), e);
            }
        }
        return after;
    }

    private static List<String> path(String pointer) {
        if (!pointer.startsWith("/")) {
            throw new TryoutFailure("\"" + pointer + "\" is not a JSON Pointer");
        }
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /// Every place at which two values differ, in words. Numbers are compared by value, to the last digit.
    static List<String> differences(Object expected, Object actual) {
        var found = new ArrayList<String>();
        compare("", expected, actual, found);
        return found;
    }

    private static void compare(String path, Object expected, Object actual, List<String> found) {
        if (expected == actual) {
            return; // records share what no change has touched
        }
        if (expected instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
            var names = new TreeSet<String>();
            left.keySet().forEach(name -> names.add(String.valueOf(name)));
            right.keySet().forEach(name -> names.add(String.valueOf(name)));
            for (var name : names) {
                var inner = path + "/" + name;
                if (!left.containsKey(name)) {
                    found.add(inner + " should not be there");
                } else if (!right.containsKey(name)) {
                    found.add(inner + " is not there");
                } else {
                    compare(
                            inner,
                            Objects.requireNonNull(left.get(name)),
                            Objects.requireNonNull(right.get(name)),
                            found);
                }
            }
        } else if (expected instanceof List<?> left && actual instanceof List<?> right && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                compare(
                        path + "/" + i,
                        Objects.requireNonNull(left.get(i)),
                        Objects.requireNonNull(right.get(i)),
                        found);
            }
        } else if (!same(expected, actual)) {
            found.add(path + " is " + shown(actual) + " and should be " + shown(expected));
        }
    }

    private static boolean same(Object expected, Object actual) {
        return expected instanceof Number left && actual instanceof Number right
                ? left.doubleValue() == right.doubleValue()
                : expected.equals(actual);
    }

    private static String shown(Object value) {
        var text = value == Records.NOTHING ? "nothing" : value.toString();
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
