package io.throughline.diagram;

import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The order of a workflow's steps, as its author told it: outcomes in the order they are written.
final class HappyPath {
    private final Definition definition;

    HappyPath(Definition definition) {
        this.definition = definition;
    }

    /// The first way, by the order in which outcomes are written, that ends in a success: an author names
    /// the outcome that goes well first. Empty if none does.
    List<String> steps() {
        var path = new ArrayList<String>();
        find(definition.first().name(), path, new HashSet<>());
        return path;
    }

    private boolean find(String name, List<String> path, Set<String> seen) {
        var step = definition.steps().get(name);
        if (step == null || !seen.add(name)) {
            return false;
        }
        path.add(name);
        if (step instanceof Step.Finish finish
                && definition.resolution().success().contains(finish.outcome())) {
            return true;
        }
        for (var target : targets(step)) {
            if (find(target, path, seen)) {
                return true;
            }
        }
        path.removeLast();
        return false;
    }

    /// Where a step can lead, in the order written, its time-out last.
    static Set<String> targets(Step step) {
        var targets = new LinkedHashSet<>(step.common().on().values());
        var timeOut = step.common().timeOut();
        if (timeOut != null) {
            targets.add(timeOut.then());
        }
        return targets;
    }

    /// The ways back, `from -> to`: those that lead to a step which the case is sure to have been at, on
    /// the way from the start in the order written.
    Set<String> back() {
        var back = new LinkedHashSet<String>();
        var seen = new HashSet<String>();
        roots().forEach(root -> findBack(root, new LinkedHashSet<>(), seen, back));
        return back;
    }

    private void findBack(String name, Set<String> under, Set<String> seen, Set<String> back) {
        var step = definition.steps().get(name);
        if (step == null || !seen.add(name)) {
            return;
        }
        under.add(name);
        for (var target : targets(step)) {
            if (under.contains(target)) {
                back.add(way(name, target));
            } else {
                findBack(target, under, seen, back);
            }
        }
        under.remove(name);
    }

    static String way(String from, String to) {
        return from + " -> " + to;
    }

    /// All steps in an order in which every step comes before those it leads to, but for the ways back;
    /// what is written first comes first.
    List<String> order(Set<String> back) {
        var finished = new LinkedHashSet<String>();
        var seen = new HashSet<String>();
        // the last first: reversed in the end, the steps behind the first target stand before the others'
        roots().reversed().forEach(root -> finish(root, back, seen, finished));
        return List.copyOf(finished.reversed());
    }

    private void finish(String name, Set<String> back, Set<String> seen, Set<String> finished) {
        var step = definition.steps().get(name);
        if (step == null || !seen.add(name)) {
            return;
        }
        for (var target : List.copyOf(targets(step)).reversed()) {
            if (!back.contains(way(name, target))) {
                finish(target, back, seen, finished);
            }
        }
        finished.add(name);
    }

    private List<String> roots() {
        var roots = new LinkedHashSet<String>();
        roots.add(definition.first().name());
        var unanswered = definition.unanswered();
        if (unanswered != null) {
            roots.add(unanswered.then());
        }
        return List.copyOf(roots);
    }
}
