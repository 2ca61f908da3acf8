package io.throughline.workflow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where a case can go, must not go, and must be able to go.
final class FlowRules {
    private static final int MOST_PAGES = 2;

    private FlowRules() {}

    static void unhandled(Draft draft) {
        for (var step : draft.steps()) {
            for (var outcome : step.outcomes().stream().sorted().toList()) {
                if (!step.common().on().containsKey(outcome)) {
                    var table = draft.at(step);
                    draft.report(
                            table.has("on") ? table.atKey("on") : table.atKey("kind"),
                            Rule.UNHANDLED_OUTCOME,
                            "step \"" + step.name() + "\" can end as \"" + outcome
                                    + "\" and does not say where that leads; add it to \"on\"");
                }
            }
        }
    }

    static void branches(Draft draft) {
        for (var step : draft.steps()) {
            if (step instanceof Step.Decide decide) {
                var listed = draft.at(step).table("branches");
                var names = List.copyOf(decide.branches().keySet());
                for (var branch : decide.branches().values()) {
                    if (branch.when() == null && !branch.name().equals(names.getLast())) {
                        var next = names.get(names.indexOf(branch.name()) + 1);
                        draft.report(
                                listed.atKey(next),
                                Rule.BRANCH_NEVER_TAKEN,
                                "no case takes branch \"" + next + "\": \"" + branch.name()
                                        + "\" before it always holds; put that one last");
                        break;
                    }
                }
            }
        }
    }

    /// A step that needs the facts that could not be had would send the case there again.
    static void missingFacts(Draft draft) {
        for (var source : draft.definition().data().values()) {
            var table = draft.entry("data", source.name());
            Map.of("missing", source.missing(), "stale", source.stale()).forEach((key, target) -> {
                var step = draft.definition().steps().get(target);
                if (table.has(key) && step != null && step.common().sources().contains(source.name())) {
                    draft.report(
                            table.at(key),
                            Rule.NEEDS_MISSING_FACTS,
                            "step \"" + target + "\" uses facts of \"" + source.name()
                                    + "\", which are not there; lead to a step that does without them");
                }
            });
        }
    }

    static void unreachable(Draft draft) {
        for (var step : draft.steps()) {
            if (!draft.certain().containsKey(step.name())) {
                draft.report(
                        step,
                        Rule.UNREACHABLE,
                        "no path leads to step \"" + step.name() + "\"; remove it or lead to it");
            }
        }
    }

    static void noWayOut(Draft draft) {
        var good = new HashSet<>(draft.definition().exceptions().keySet());
        boolean grew = true;
        while (grew) {
            grew = false;
            for (var step : draft.steps()) {
                boolean ends = step instanceof Step.Finish
                        || Draft.ways(step).stream().anyMatch(way -> good.contains(way.target()));
                grew |= ends && good.add(step.name());
            }
        }
        for (var step : draft.steps()) {
            // a step with an outcome that leads nowhere is another rule's
            if (!good.contains(step.name()) && step.common().on().keySet().containsAll(step.outcomes())) {
                draft.report(
                        step,
                        Rule.NO_WAY_OUT,
                        "from step \"" + step.name()
                                + "\" no finish and no person can be reached; lead one of its outcomes on");
            }
        }
    }

    static void circles(Draft draft) {
        var told = new HashSet<String>();
        for (var step : draft.steps()) {
            var around = new HashSet<String>();
            onward(draft, step.name(), around);
            if (around.contains(step.name()) && !told.contains(step.name())) {
                told.addAll(around);
                draft.report(
                        step,
                        Rule.ENDLESS_CIRCLE,
                        "from step \"" + step.name()
                                + "\" a case can come back to it without anybody answering and without time passing;"
                                + " break the circle with a question, a wait or a person");
            }
        }
    }

    /// Everything that is reached without waiting.
    private static void onward(Draft draft, String from, Set<String> reached) {
        var step = draft.definition().steps().get(from);
        if (step != null) {
            for (var outcome : atOnce(step)) {
                var target = step.common().on().getOrDefault(outcome, "");
                if (reached.add(target)) {
                    onward(draft, target, reached);
                }
            }
        }
    }

    private static Set<String> atOnce(Step step) {
        return switch (step) {
            case Step.Decide decide -> decide.outcomes();
            case Step.Choose _ -> Set.of("none-eligible");
            case Step.Verify _ -> Set.of("verified"); // proven before
            default -> Set.of();
        };
    }

    static void writes(Draft draft) {
        for (var step : draft.reached()) {
            if (step instanceof Step.Write write) {
                for (var outcome : List.of("rejected", "failed")) {
                    var target = write.common().on().getOrDefault(outcome, "");
                    var next = draft.definition().steps().get(target);
                    boolean asIfWritten =
                            target.equals(write.common().on().get("written")) && next != null && !next.isDeskWork();
                    if (asIfWritten || isSilent(draft, write, target, outcome.equals("rejected"), new HashSet<>())) {
                        draft.report(
                                draft.at(step).table("on").at(outcome),
                                Rule.WRITE_WITHOUT_EXCEPTION,
                                "when " + write.target() + " has " + outcome + ", the path goes on by \"" + target
                                        + "\" and nobody gets to know; lead \"" + outcome + "\" to an exception");
                    }
                }
            }
        }
    }

    /// Whether a case can go on from a failed write to the customer, to a finish or back to the write, and no person
    /// has looked at it.
    ///
    /// @param askAgain whether the customer may put it right
    private static boolean isSilent(Draft draft, Step.Write write, String target, boolean askAgain, Set<String> seen) {
        var step = draft.definition().steps().get(target);
        if (step == null || step.isDeskWork() || !seen.add(target)) {
            return false;
        }
        return switch (step) {
            case Step.Write other -> other.name().equals(write.name()); // another one has outcomes of its own
            case Step.Finish _ -> true;
            case Step.Wait _, Step.Decide _, Step.Send _, Step.Run _ ->
                Draft.ways(step).stream().anyMatch(way -> isSilent(draft, write, way.target(), askAgain, seen));
            default -> !askAgain;
        };
    }

    static void pages(Draft draft) {
        var fewest = new HashMap<String, Integer>();
        pages(draft, draft.definition().first().name(), 0, fewest);
        for (var step : draft.steps()) {
            int before = fewest.getOrDefault(step.name(), 0);
            if (isAction(step) && before > MOST_PAGES) {
                draft.report(
                        step,
                        Rule.TOO_MANY_PAGES,
                        before + " pages lie between opening the message and \"" + step.name()
                                + "\"; join or drop some, two are enough");
            }
        }
    }

    private static void pages(Draft draft, String at, int before, Map<String, Integer> fewest) {
        var step = draft.definition().steps().get(at);
        if (step == null || before >= fewest.getOrDefault(at, Integer.MAX_VALUE)) {
            return;
        }
        fewest.put(at, before);
        if (!isAction(step)) {
            // required words share the page of the step they lead to
            boolean page = step.isForCustomer() && !(step instanceof Step.Disclose);
            Draft.ways(step).forEach(way -> pages(draft, way.target(), before + (page ? 1 : 0), fewest));
        }
    }

    private static boolean isAction(Step step) {
        return switch (step) {
            case Step.Choose _, Step.Pay _, Step.Arrange _, Step.Ask _ -> step.isForCustomer();
            default -> false;
        };
    }
}
