package io.throughline.diagram;

import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The path a case took, in the order it took it.
///
/// @param reference what people call the case
/// @param visits when the case came to each step or exception it has been at; a step may have several
/// @param passages the ways it went
/// @param opened when the case was opened; null when the events do not tell
/// @param at the step or exception the case stands on; empty when it has finished
record Walk(
        String reference,
        Map<String, List<Visit>> visits,
        Set<Passage> passages,
        @Nullable Instant opened,
        String at) {
    /// Where a trigger opens the case; the name cannot be a step's.
    static final String START = "(start)";

    /// Where people and missing facts take a case out of any step.
    static final String ANYWHERE = "(any step)";

    /// One arrival.
    ///
    /// @param number counts the arrivals of the case from 1
    record Visit(int number, Instant at) {}

    /// From a step (or [#START], [#ANYWHERE]) to a step or an exception.
    ///
    /// @param outcome the step's; empty where there was none (time-out, no answer)
    record Passage(String from, String to, String outcome) {}

    Walk {
        visits = Map.copyOf(visits);
        passages = Set.copyOf(passages);
    }

    /// Follows the events; what a later version of the engine may add beside them is passed over.
    static Walk of(String reference, List<CaseEvent> events, Definition definition) {
        var visits = new LinkedHashMap<String, List<Visit>>();
        var passages = new LinkedHashSet<Passage>();
        Instant opened = null;
        int number = 0;
        var came = "";
        var how = "";
        var at = START;
        for (var event : events) {
            switch (event.type()) {
                case "case-opened" -> opened = event.at();
                case "step-ended", "step-timed-out" -> {
                    came = event.step();
                    how = event.outcome();
                }
                case "unanswered" -> came = START;
                case "step-entered" -> {
                    passages.add(new Passage(came.isEmpty() ? at : came, event.step(), how));
                    visits.computeIfAbsent(event.step(), _ -> new ArrayList<>()).add(new Visit(++number, event.at()));
                    at = event.step();
                    came = "";
                    how = "";
                }
                case "exception-raised" -> {
                    boolean byOutcome = !came.isEmpty() && leads(definition, came, event.step());
                    passages.add(new Passage(byOutcome ? came : ANYWHERE, event.step(), byOutcome ? how : ""));
                    visits.computeIfAbsent(event.step(), _ -> new ArrayList<>()).add(new Visit(++number, event.at()));
                    at = event.step();
                    came = "";
                    how = "";
                }
                case "case-finished" -> at = "";
                default -> {
                    // tells about a step, not about the way
                }
            }
        }
        return new Walk(reference, visits, passages, opened, at);
    }

    private static boolean leads(Definition definition, String from, String to) {
        var unanswered = definition.unanswered();
        if (from.equals(START)) {
            return unanswered != null && unanswered.then().equals(to);
        }
        var step = definition.steps().get(from);
        if (step == null) {
            return false;
        }
        var timeOut = step.common().timeOut();
        return step.common().on().containsValue(to)
                || (timeOut != null && timeOut.then().equals(to));
    }

    boolean visited(String node) {
        return visits.containsKey(node);
    }

    List<Visit> visits(String node) {
        return visits.getOrDefault(node, List.of());
    }

    boolean went(String from, String to) {
        return passages.stream()
                .anyMatch(passage -> passage.from().equals(from) && passage.to().equals(to));
    }

    /// Whether it went there by this outcome; one that is null stands for none.
    boolean went(String from, String to, @Nullable String outcome) {
        return passages.contains(new Passage(from, to, outcome == null ? "" : outcome));
    }
}
