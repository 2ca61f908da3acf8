package io.throughline.workflow;

import java.util.List;
import java.util.TreeSet;

/// Whether what a `run` step expects of its child is what that workflow can bring. A definition can be read and run
/// without its child, so this is looked at only where the other workflows are known.
final class RunRules {
    private static final String GIVEN = "trigger.";

    private RunRules() {}

    static void children(Draft draft) {
        var workflows = draft.around().workflows();
        if (workflows == null) {
            return;
        }
        for (var step : draft.reached()) {
            if (step instanceof Step.Run run) {
                var child = workflows.get(run.workflow());
                if (child == null) {
                    draft.report(
                            draft.at(run).at("workflow"),
                            Rule.CHILD_WORKFLOW,
                            "there is no workflow \"" + run.workflow() + "\" for step \"" + run.name() + "\" to open"
                                    + Nearest.hint(run.workflow(), workflows.keySet()));
                } else {
                    outcomes(draft, run, child);
                    given(draft, run, child);
                    brought(draft, run, child);
                }
            }
        }
    }

    private static void outcomes(Draft draft, Step.Run run, Definition child) {
        var brings = new TreeSet<String>();
        for (var step : child.steps().values()) {
            if (step instanceof Step.Finish finish) {
                brings.add(finish.outcome());
            }
        }
        for (var listed : draft.at(run).nodes("outcomes")) {
            var outcome = draft.at(run).scalar(listed, "outcomes");
            if (!brings.contains(outcome)) {
                draft.report(
                        listed,
                        Rule.CHILD_WORKFLOW,
                        "workflow \"" + child.name() + "\" never finishes as \"" + outcome + "\""
                                + Nearest.hint(outcome, brings));
            }
        }
    }

    private static void given(Draft draft, Step.Run run, Definition child) {
        for (var name : run.values().keySet()) {
            if (!child.facts().containsKey(GIVEN + name)) {
                draft.report(
                        draft.at(run).table("with").atKey(name),
                        Rule.CHILD_WORKFLOW,
                        "workflow \"" + child.name() + "\" is not given \"" + name + "\""
                                + Nearest.hint(name, names(child)));
            }
        }
    }

    private static List<String> names(Definition child) {
        return child.facts().keySet().stream()
                .filter(fact -> fact.startsWith(GIVEN))
                .map(fact -> fact.substring(GIVEN.length()))
                .toList();
    }

    private static void brought(Draft draft, Step.Run run, Definition child) {
        for (var entry : run.bring().entrySet()) {
            var fact = entry.getValue().fact();
            var table = draft.at(run).table("bring").entry(entry.getKey(), "\"" + entry.getKey() + "\"");
            var type = child.facts().get(fact);
            if (type == null) {
                draft.report(
                        table.at("fact"),
                        Rule.CHILD_WORKFLOW,
                        "workflow \"" + child.name() + "\" has no fact \"" + fact + "\" to bring back"
                                + Nearest.hint(fact, child.facts().keySet()));
            } else if (type != entry.getValue().type()) {
                draft.report(
                        table.has("type") ? table.at("type") : table.at("fact"),
                        Rule.CHILD_WORKFLOW,
                        "\"" + fact + "\" of workflow \"" + child.name() + "\" is of type " + type.word()
                                + "; bring it back as that");
            }
        }
    }
}
