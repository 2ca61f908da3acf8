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

    private static final String WITHHELD = "withheld: identity was not proven";

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
        if (fact instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (Document.isFact(fact)) {
            return Document.fromFact(fact).formatted();
        }
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

    /// The choices that are offered with these facts, and were not refused before.
    ///
    /// @param refusals by `step.choice`
    static List<Step.Choice> eligible(
            Step.Choose step, Map<String, Map<String, Object>> facts, Map<String, String> refusals) {
        return step.choices().values().stream()
                .filter(choice -> !refusals.containsKey(step.name() + "." + choice.name()))
                .filter(choice -> choice.when() == null || choice.when().holds(facts))
                .toList();
    }

    /// What goes along with work for a person, as text for whoever gets it. What the systems of record hold stays
    /// behind when the customer was never proven to be who they should be.
    static Map<String, Object> carried(
            Definition definition, List<String> carry, Map<String, Map<String, Object>> facts, Identity identity) {
        var level = Identity.Level.of(definition.resolution().identity()).orElse(Identity.Level.RIGHT_PARTY);
        boolean known = identity.hasReached(level);
        var carried = new LinkedHashMap<String, Object>();
        for (var name : carry) {
            switch (name) {
                case "attempts" -> carried.put(name, identity.failures());
                case "everything" -> carried.put(name, List.copyOf(facts.keySet()));
                case "last-error" ->
                    facts.forEach((step, values) -> {
                        if (values.containsKey("error")) {
                            carried.put(step + ".error", values.get("error"));
                        }
                    });
                default -> carried.put(name, known || !isRecord(definition, name) ? told(facts, name) : WITHHELD);
            }
        }
        return carried;
    }

    private static String told(Map<String, Map<String, Object>> facts, String name) {
        try {
            return text(facts, name);
        } catch (ConditionFailed e) {
            return "not known";
        }
    }

    /// Whether a fact comes from a system of record.
    static boolean isRecord(Definition definition, String name) {
        return definition.data().containsKey(name.substring(0, Math.max(0, name.indexOf('.'))));
    }
}
