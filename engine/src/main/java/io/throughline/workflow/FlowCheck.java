package io.throughline.workflow;

import io.throughline.engine.Identity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/// What must hold on every path of a definition: outcomes handled, steps reached, identity before facts,
/// required words before
/// offers and money, proof before the finish, results before they are read. A forward analysis: what is certain
/// on entry to a
/// step is what is certain on all ways into it.
final class FlowCheck {
    private static final String IDENTITY = "identity is proven";
    private static final String DISCLOSED = "the required words were shown";
    private final Definition definition;
    private final Table root;
    private final Table steps;
    private final Problems problems;

    FlowCheck(Definition definition, Table root, Problems problems) {
        this.definition = definition;
        this.root = root;
        this.steps = root.table("steps");
        this.problems = problems;
    }

    void check() {
        targets();
        if (problems.isEmpty()) {
            var certain = Certain.onEntry(definition, FlowCheck::establishes);
            unreachable(certain.keySet());
            certain.forEach((name, facts) -> needs(definition.step(name), facts));
            deadEnds();
        }
    }

    private void targets() {
        for (var step : definition.steps().values()) {
            for (var outcome : step.outcomes().stream().sorted().toList()) {
                if (!step.common().on().containsKey(outcome)) {
                    problem(
                            step,
                            "unhandled-outcome",
                            "step \"" + step.name() + "\" can end as \"" + outcome
                                    + "\" and does not say where that leads");
                }
            }
            var on = at(step).has("on") ? at(step).table("on") : at(step);
            step.common().on().forEach((outcome, target) -> {
                if (!step.outcomes().contains(outcome)) {
                    on.problem(
                            on.atKey(outcome),
                            "unknown-name",
                            "a " + step.kindName() + " step does not end as \"" + outcome + "\""
                                    + Nearest.hint(outcome, step.outcomes()));
                }
                target(on, on.at(outcome), target);
            });
            if (step.common().timeOut() != null) {
                target(on, at(step).at("time-out"), step.common().timeOut().then());
            }
        }
        if (definition.unanswered() != null) {
            target(root, root.at("unanswered"), definition.unanswered().then());
        } else if (!definition.outreach().isEmpty()) {
            root.problem(
                    root.at("outreach"),
                    "missing",
                    "the workflow does not say what happens when nobody answers; add \"unanswered\"");
        }
        exception(root.at("person"), definition.person());
        definition.data().values().forEach(this::sourceTargets);
    }

    /// Where a case goes whose facts cannot be had; a step that needs the same facts would send it there again.
    private void sourceTargets(Definition.DataSource source) {
        var table = root.table("data").entry(source.name(), "data \"" + source.name() + "\"");
        for (var key : List.of("missing", "stale")) {
            if (table.has(key)) {
                var target = table.text(key);
                target(table, table.at(key), target);
                var step = definition.steps().get(target);
                if (step != null && step.common().sources().contains(source.name())) {
                    table.problem(
                            table.at(key),
                            "needs-missing-facts",
                            "step \"" + target + "\" uses facts of \"" + source.name()
                                    + "\", which are not there; lead to a step that does without them");
                }
            }
        }
    }

    private void exception(Node at, @org.jspecify.annotations.Nullable String name) {
        if (name != null && !definition.exceptions().containsKey(name)) {
            root.problem(
                    at,
                    "unknown-name",
                    "there is no exception \"" + name + "\""
                            + Nearest.hint(name, definition.exceptions().keySet()));
        }
    }

    private void target(Table table, Node at, String target) {
        if (!definition.steps().containsKey(target) && !definition.exceptions().containsKey(target)) {
            var all = new TreeSet<>(definition.steps().keySet());
            all.addAll(definition.exceptions().keySet());
            table.problem(
                    at, "unknown-name", "there is no step or exception \"" + target + "\"" + Nearest.hint(target, all));
        }
    }

    private static Set<String> establishes(Step step, String outcome) {
        return switch (step) {
            case Step.Verify _ when outcome.equals("verified") -> Set.of(IDENTITY);
            case Step.Disclose _ when outcome.equals("acknowledged") -> Set.of(DISCLOSED);
            case Step.Pay pay when outcome.equals("paid") -> Set.of("done " + pay.name());
            case Step.Arrange arrange when outcome.equals("agreed") -> Set.of("done " + arrange.name());
            case Step.Choose _, Step.Ask _, Step.Check _, Step.Approve _, Step.Assign _ ->
                Set.of("done " + step.name());
            case Step.Run run when !outcome.equals(Step.Run.FAILED) -> Set.of("done " + run.name());
            case Step.Request request
            when !outcome.equals(Step.Request.NOTHING_MORE) -> Set.of("done " + request.name());
            case Step.Write write
            when outcome.equals("written") -> Set.of("done " + write.name(), "proof " + write.target());
            default -> Set.of();
        };
    }

    private void needs(Step step, Set<String> certain) {
        boolean tells = tells(step);
        if (usesRecords(step)
                && step.common().level() != null
                && step.common().level().compareTo(workflowLevel()) < 0) {
            problem(
                    step,
                    "identity-first",
                    "step \"" + step.name() + "\" tells about the account and asks only for level \""
                            + step.common().level().word() + "\"; leave its \"level\" out");
        }
        if (tells && !certain.contains(IDENTITY)) {
            problem(
                    step,
                    "identity-first",
                    "step \"" + step.name()
                            + "\" tells about the account, but on some path to it nobody has proven who they are; put a verify step before it");
        }
        if (tells && definition.purpose().equals("debt-collection") && !certain.contains(DISCLOSED)) {
            problem(
                    step,
                    "disclosure-first",
                    "some path reaches step \"" + step.name()
                            + "\" without the required words; put a disclose step before it");
        }
        if (step instanceof Step.Finish finish) {
            var proof = definition.resolution().proof().get(finish.outcome());
            if (proof == null) {
                problem(
                        step,
                        "unknown-name",
                        "\"" + finish.outcome() + "\" is not an outcome of this workflow"
                                + Nearest.hint(
                                        finish.outcome(),
                                        definition.resolution().proof().keySet()));
            } else if (!certain.contains("proof " + proof)) {
                problem(
                        step,
                        "no-proof",
                        "step \"" + step.name() + "\" can be reached without a receipt of " + proof
                                + ", which proves \"" + finish.outcome() + "\"");
            }
        }
        for (var name : results(step)) {
            if (!certain.contains("done " + name)) {
                problem(
                        step,
                        "read-before-set",
                        "step \"" + step.name() + "\" uses a result of \"" + name
                                + "\", which some path to it has not had");
            }
        }
    }

    /// Whether a step says something to the customer that is for the proven person.
    private boolean tells(Step step) {
        return switch (step) {
            case Step.Show _, Step.Choose _, Step.Pay _, Step.Arrange _, Step.Ask _ ->
                !step.isDeskWork() && step.common().level() == null;
            case Step.Request _ -> true; // whatever a desk asks for is about the proven customer
            default -> false;
        };
    }

    /// Whether a customer's step uses facts of the systems of record.
    private static boolean usesRecords(Step step) {
        return switch (step) {
            case Step.Show _, Step.Choose _, Step.Pay _, Step.Arrange _, Step.Ask _ ->
                !step.isDeskWork() && !step.common().sources().isEmpty();
            default -> false;
        };
    }

    private Identity.Level workflowLevel() {
        return Identity.Level.of(definition.resolution().identity()).orElse(Identity.Level.RIGHT_PARTY);
    }

    /// Steps whose results a step reads.
    private Set<String> results(Step step) {
        var found = new TreeSet<String>();
        for (var name : Reads.of(step)) {
            var owner = name.substring(0, Math.max(0, name.indexOf('.')));
            if (definition.steps().containsKey(owner) && !definition.data().containsKey(owner)) {
                found.add(owner);
            }
        }
        return found;
    }

    private void unreachable(Set<String> reached) {
        for (var step : definition.steps().values()) {
            if (!reached.contains(step.name())) {
                problem(step, "unreachable", "no path leads to step \"" + step.name() + "\"; remove it or lead to it");
            }
        }
    }

    /// Every step must be able to reach a finish or a person.
    private void deadEnds() {
        var good = new HashSet<String>(definition.exceptions().keySet());
        boolean grew = true;
        while (grew) {
            grew = false;
            for (var step : definition.steps().values()) {
                boolean ends = step instanceof Step.Finish
                        || step.common().on().values().stream().anyMatch(good::contains);
                grew |= ends && good.add(step.name());
            }
        }
        for (var step : definition.steps().values()) {
            if (!good.contains(step.name())) {
                problem(step, "no-way-out", "from step \"" + step.name() + "\" no finish and no person can be reached");
            }
        }
    }

    private Table at(Step step) {
        return steps.entry(step.name(), "step \"" + step.name() + "\"");
    }

    private void problem(Step step, String rule, String message) {
        steps.problem(steps.atKey(step.name()), rule, message);
    }
}
