package io.throughline.workflow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// For whom words are written: values that must all be so. Without any, for everybody.
///
/// Of the words that fit a situation the most specific are said: those whose audience lies within that of every other
/// that fits. Reading refuses words among which that would not decide.
///
/// @param conditions by key: `language` (two letters), `channel`, `purpose`, `jurisdiction` (`US` has `US-NY` in it),
/// `account` (the state of the account)
public record Audience(SortedMap<String, String> conditions) {
    /// What words can be written for.
    public static final List<String> KEYS = List.of("language", "channel", "purpose", "jurisdiction", "account");

    /// Everybody.
    public static final Audience ALL = new Audience(new TreeMap<>());

    public Audience {
        conditions = new TreeMap<>(conditions);
    }

    /// Whether the words are for this situation, told by the same keys.
    public boolean fits(Map<String, String> situation) {
        return conditions.entrySet().stream()
                .allMatch(it -> covers(it.getKey(), it.getValue(), situation.getOrDefault(it.getKey(), "")));
    }

    /// Whether everybody here is also there.
    boolean isWithin(Audience other) {
        return other.conditions.entrySet().stream()
                .allMatch(it -> covers(it.getKey(), it.getValue(), conditions.getOrDefault(it.getKey(), "")));
    }

    /// Whether nobody is in both.
    boolean isApartFrom(Audience other) {
        return conditions.entrySet().stream().anyMatch(it -> {
            var there = other.conditions.get(it.getKey());
            return there != null
                    && !covers(it.getKey(), it.getValue(), there)
                    && !covers(it.getKey(), there, it.getValue());
        });
    }

    /// Those in both; they must not be apart.
    Audience and(Audience other) {
        var both = new TreeMap<>(conditions);
        other.conditions.forEach(
                (key, value) -> both.merge(key, value, (mine, theirs) -> covers(key, mine, theirs) ? theirs : mine));
        return new Audience(both);
    }

    private static boolean covers(String key, String wide, String narrow) {
        return wide.equals(narrow) || key.equals("jurisdiction") && narrow.startsWith(wide + "-");
    }

    /// The language that the words are in, if they are for one.
    public String language(String otherwise) {
        return Objects.requireNonNullElse(conditions.get("language"), otherwise);
    }

    /// `language es, jurisdiction US-NY`.
    @Override
    public String toString() {
        return conditions.isEmpty()
                ? "everybody"
                : String.join(
                        ", ",
                        conditions.entrySet().stream()
                                .map(it -> it.getKey() + " " + it.getValue())
                                .toList());
    }
}
