package io.throughline.engine;

import io.throughline.workflow.Condition.ConditionFailed;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reading facts: by dotted name, as money, as text for people.
final class Facts {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.US);

    private Facts() {}

    /// The fact of that name.
    ///
    /// @throws ConditionFailed if it is missing: the case goes to a person
    static Object need(Map<String, Map<String, Object>> facts, String name) {
        int dot = name.indexOf('.');
        var fact = facts.getOrDefault(name.substring(0, Math.max(0, dot)), Map.of())
                .get(name.substring(dot + 1));
        if (fact == null) {
            throw new ConditionFailed(name, "it is not known");
        }
        return fact;
    }

    static Money money(Map<String, Map<String, Object>> facts, String name) {
        return Money.fromFact(need(facts, name));
    }

    /// For people: `$480.00`, `22 Nov 2026`.
    static String text(Map<String, Map<String, Object>> facts, String name) {
        var fact = need(facts, name);
        if (fact instanceof Map<?, ?>) {
            return Money.fromFact(fact).formatted();
        }
        if (fact instanceof String text && text.length() == 10 && text.charAt(4) == '-') {
            try {
                return DAY.format(LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                return text;
            }
        }
        return fact.toString();
    }

    /// The choices that are offered with these facts.
    static List<Step.Choice> eligible(Step.Choose step, Map<String, Map<String, Object>> facts) {
        return step.choices().values().stream()
                .filter(choice -> choice.when() == null || choice.when().holds(facts))
                .toList();
    }

    /// What an exception takes along, as text for the person who gets it.
    static Map<String, Object> carried(
            Definition.ExceptionRoute route, Map<String, Map<String, Object>> facts, Identity identity) {
        var carried = new LinkedHashMap<String, Object>();
        for (var name : route.carry()) {
            switch (name) {
                case "attempts" -> carried.put(name, identity.failures());
                case "everything" -> carried.put(name, List.copyOf(facts.keySet()));
                case "last-error" ->
                    facts.forEach((step, values) -> {
                        if (values.containsKey("error")) {
                            carried.put(step + ".error", values.get("error"));
                        }
                    });
                default -> {
                    try {
                        carried.put(name, text(facts, name));
                    } catch (ConditionFailed e) {
                        carried.put(name, "not known");
                    }
                }
            }
        }
        return carried;
    }
}
