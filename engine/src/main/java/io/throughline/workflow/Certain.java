package io.throughline.workflow;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// What is certain on entry to each step: what every way into it has established. A forward analysis over all paths: by
/// outcomes, by time-outs, to where a case goes that nobody answered, and to where it goes without facts.
public final class Certain {
    private final Definition definition;
    private final BiFunction<Step, String, Set<String>> establishes;
    private final Map<String, Set<String>> entry = new HashMap<>();
    private final ArrayDeque<String> work = new ArrayDeque<>();

    private Certain(Definition definition, BiFunction<Step, String, Set<String>> establishes) {
        this.definition = definition;
        this.establishes = establishes;
    }

    /// @param establishes what is certain after a step that ended with an outcome
    /// @return by step; a step without an entry is reached by no path
    public static Map<String, Set<String>> onEntry(
            Definition definition, BiFunction<Step, String, Set<String>> establishes) {
        var certain = new Certain(definition, establishes);
        certain.begin();
        return certain.found();
    }

    /// The same for a case that is put on a step.
    ///
    /// @param with what is certain of it
    static Map<String, Set<String>> after(
            Definition definition, String step, Set<String> with, BiFunction<Step, String, Set<String>> establishes) {
        var certain = new Certain(definition, establishes);
        certain.arrive(step, with);
        return certain.found();
    }

    private void begin() {
        arrive(definition.first().name(), Set.of());
        // the first step reads everything, so facts can be missing before any step was taken
        definition.data().values().forEach(source -> arrive(source.missing(), Set.of()));
    }

    private Map<String, Set<String>> found() {
        while (!work.isEmpty()) {
            leave(definition.step(work.remove()));
        }
        return entry;
    }

    private void leave(Step step) {
        var before = entry.getOrDefault(step.name(), Set.of());
        for (var outcome : step.outcomes()) {
            var after = new HashSet<>(before);
            after.addAll(establishes.apply(step, outcome));
            arrive(step.common().on().getOrDefault(outcome, ""), after);
        }
        if (step.common().timeOut() != null) {
            arrive(step.common().timeOut().then(), before);
        }
        if (definition.unanswered() != null && step.isForCustomer()) {
            arrive(definition.unanswered().then(), before);
        }
        for (var source : step.common().sources()) {
            var read = definition.data().get(source);
            if (read != null) {
                arrive(read.stale(), before);
            }
        }
    }

    private void arrive(String target, Set<String> with) {
        if (!definition.steps().containsKey(target)) {
            return;
        }
        var before = entry.get(target);
        var now = new HashSet<>(with);
        if (before != null) {
            now.retainAll(before);
        }
        if (before == null || !now.equals(before)) {
            entry.put(target, now);
            work.add(target);
        }
    }
}
