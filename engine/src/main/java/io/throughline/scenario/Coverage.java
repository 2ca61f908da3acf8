package io.throughline.scenario;

import io.throughline.engine.Event;
import io.throughline.policy.ContactLaw;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What scenarios went through, out of what a definition can do. Names: `options` for a step, `options.plan` for an
/// outcome of a step (`STEP.timed-out` for its time-out), the exception, the rule of contact policy
/// (`OPTED_OUT`) and what came of an authority's approval (`settlement.refused`).
public final class Coverage {
    static final String TIMED_OUT = "timed-out";
    private static final List<String> DECISIONS = List.of("approved", "refused", "expired");
    private final Map<Kind, Set<String>> all = new EnumMap<>(Kind.class);
    private final Map<Kind, Set<String>> covered = new EnumMap<>(Kind.class);
    private final Definition definition;

    /// What is counted.
    public enum Kind {
        STEPS,
        OUTCOMES,
        EXCEPTIONS,
        POLICIES;

        /// As files write it: `outcomes`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }
    }

    /// @param total what there is; `covered` of it were gone through
    public record Count(int covered, int total) {
        /// Whole percent, rounded down, so that 100 means all; of nothing, all.
        public int percent() {
            return total == 0 ? 100 : covered * 100 / total;
        }

        /// Both together.
        public Count plus(Count other) {
            return new Count(covered + other.covered, total + other.total);
        }
    }

    Coverage(Definition definition, ContactLaw law) {
        this.definition = definition;
        all.put(Kind.STEPS, new TreeSet<>(definition.steps().keySet()));
        all.put(Kind.OUTCOMES, outcomes(definition));
        all.put(Kind.EXCEPTIONS, new TreeSet<>(definition.exceptions().keySet()));
        all.put(Kind.POLICIES, policies(definition, law));
        for (var kind : Kind.values()) {
            covered.put(kind, new TreeSet<>());
        }
    }

    private static Set<String> outcomes(Definition definition) {
        var outcomes = new TreeSet<String>();
        for (var step : definition.steps().values()) {
            possible(step).forEach(outcome -> outcomes.add(step.name() + "." + outcome));
            if (step.common().timeOut() != null) {
                outcomes.add(step.name() + "." + TIMED_OUT);
            }
        }
        return outcomes;
    }

    /// The outcomes that a step can end with. Where one choice is open to everybody at all times, none is never
    /// eligible.
    public static Set<String> possible(Step step) {
        var outcomes = new TreeSet<>(step.outcomes());
        if (step instanceof Step.Choose choose
                && choose.choices().values().stream()
                        .anyMatch(choice -> choice.when() == null && choice.authority() == null)) {
            outcomes.remove("none-eligible");
        }
        return outcomes;
    }

    private static Set<String> policies(Definition definition, ContactLaw law) {
        var rules = new TreeSet<>(Circumstances.reasons(definition, law));
        definition
                .authorities()
                .keySet()
                .forEach(name -> DECISIONS.forEach(decision -> rules.add(name + "." + decision)));
        return rules;
    }

    void add(List<World.Seen> evidence, Set<String> rules) {
        evidence.forEach(seen -> add(seen.event()));
        rules.forEach(rule -> cover(Kind.POLICIES, rule));
    }

    private void add(Event event) {
        var at = String.valueOf(event.step());
        switch (event.type()) {
            case "step-entered" -> cover(Kind.STEPS, at);
            case "step-ended" -> cover(Kind.OUTCOMES, at + "." + event.details().get("outcome"));
            case "step-timed-out" -> cover(Kind.OUTCOMES, at + "." + TIMED_OUT);
            case "exception-raised" -> cover(Kind.EXCEPTIONS, at);
            case "approval-approved", "approval-refused", "approval-expired" -> decided(at, event);
            default -> {
                // counts nowhere
            }
        }
    }

    private void decided(String at, Event event) {
        var decision = String.valueOf(event.details().get("decision"));
        switch (definition.steps().get(at)) {
            case Step.Approve approve ->
                cover(Kind.POLICIES, approve.authority().name() + "." + decision);
            case Step.Choose choose -> {
                var choice = choose.choices().get(String.valueOf(event.details().get("choice")));
                if (choice != null && choice.authority() != null) {
                    cover(Kind.POLICIES, choice.authority().name() + "." + decision);
                }
            }
            case null, default -> {
                // no authority of the definition
            }
        }
    }

    private void cover(Kind kind, String name) {
        if (names(all, kind).contains(name)) {
            names(covered, kind).add(name);
        }
    }

    private static Set<String> names(Map<Kind, Set<String>> map, Kind kind) {
        return map.getOrDefault(kind, Set.of());
    }

    /// How much of a kind was gone through.
    public Count count(Kind kind) {
        return new Count(names(covered, kind).size(), names(all, kind).size());
    }

    /// What was gone through.
    public Set<String> covered(Kind kind) {
        return Set.copyOf(names(covered, kind));
    }

    /// Whether some scenario ends the step with that outcome.
    public boolean covers(String step, String outcome) {
        return names(covered, Kind.OUTCOMES).contains(step + "." + outcome);
    }

    /// What no scenario goes through, in order.
    public List<String> missing(Kind kind) {
        Collection<String> missing = new TreeSet<>(names(all, kind));
        missing.removeAll(names(covered, kind));
        return new ArrayList<>(missing);
    }
}
