package io.throughline.platform.records;

import io.throughline.policy.pack.Situations;
import io.throughline.policy.place.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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

    /// What a cell of a table says: a word, yes or no, or a list with semicolons between.
    Object of(String name, String cell) {
        var word = word(cell);
        if (cell.contains(";") || !wrong(Map.of(name, word)).isEmpty()) {
            var list = Arrays.stream(cell.split(";"))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList();
            if (wrong(Map.of(name, list)).isEmpty()) {
                return list;
            }
        }
        return word;
    }

    static Object word(String cell) {
        return switch (cell.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> cell;
        };
    }
}
