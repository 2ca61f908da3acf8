package io.throughline.platform.records;

import io.throughline.policy.pack.Situations;
import io.throughline.policy.place.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may be said of people and accounts for the policy packs: the facts of the group `account` of the fact model,
/// and `state`, the residence.
public final class AccountFacts {
    /// Where a person lives: no fact of the model, since ZIP and area code tell it too.
    public static final String STATE = "state";

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Set<String> STATES = Places.tables().states();
    private final Situations situations;

    /// @param situations of the packs in force
    public AccountFacts(Situations situations) {
        this.situations = situations;
    }

    /// What is wrong with facts that somebody wants kept, in words; empty: nothing.
    ///
    /// @param facts by name; a null takes one back
    public List<String> wrong(Map<String, ? extends @Nullable Object> facts) {
        var account = new LinkedHashMap<String, Object>();
        var wrong = new ArrayList<String>();
        facts.forEach((name, value) -> {
            if (value != null && name.equals(STATE)) {
                wrong.addAll(wrongState(value));
            } else if (value != null) {
                account.put(name, value);
            }
        });
        wrong.addAll(situations.wrong("account", account));
        return wrong;
    }

    private static List<String> wrongState(Object value) {
        return value instanceof String state && isPlace(state)
                ? List.of()
                : List.of("\"state\" is " + value
                        + ", but must be a state of the United States such as TX, or an ISO code such as GB-ENG");
    }

    private static boolean isPlace(String state) {
        return STATES.contains(state)
                || COUNTRY.matcher(state).matches()
                        && !Places.tables().ofCountry(state).isEmpty();
    }

    /// Names by which a fact, or a part of one, may be called: `deceased`, `bankruptcy`, `state`.
    Set<String> names() {
        var names = new TreeSet<>(situations.names("account"));
        names.add(STATE);
        return names;
    }

    /// What a cell of a table says, in the first of these readings that the fact has: a list where semicolons stand, a
    /// word, yes or no, a whole number, a list of one.
    ///
    /// @param path the fact, and the part of it that the cell is about: `bankruptcy.filed`
    /// @return the fact whole; as a word if none fits, for [#wrong] to tell
    Object of(String path, String cell) {
        int dot = path.indexOf('.');
        var name = dot < 0 ? path : path.substring(0, dot);
        var part = dot < 0 ? "" : path.substring(dot + 1);
        return readings(cell).stream()
                .map(value -> whole(part, value))
                .filter(value -> wrong(Map.of(name, value)).isEmpty())
                .findFirst()
                .orElseGet(() -> whole(part, readings(cell).getFirst()));
    }

    private static List<Object> readings(String cell) {
        var list = Arrays.stream(cell.split(";"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
        Object word = switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> cell;
        };
        if (cell.contains(";")) {
            return List.of(list, word);
        }
        return NUMBER.matcher(cell).matches() ? List.of(word, Integer.valueOf(cell), list) : List.of(word, list);
    }

    private static Object whole(String part, Object value) {
        int dot = part.indexOf('.');
        if (part.isEmpty()) {
            return value;
        }
        return dot < 0 ? Map.of(part, value) : Map.of(part.substring(0, dot), whole(part.substring(dot + 1), value));
    }
}
