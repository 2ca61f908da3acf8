package io.throughline.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// A definition under the linter's eyes, with its text, so that what is found can be shown in its place.
///
/// @param certain what every path to a step has brought, see [PathRules#established(Step, String)]
/// @param served queues that somebody serves; null: it is not known
record Draft(
        Definition definition,
        Table root,
        Map<String, Set<String>> certain,
        Surroundings around,
        @Nullable Set<String> served,
        Findings findings) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /// A way out of a step: an outcome or its time-out.
    record Way(String outcome, String target) {}

    List<Step> steps() {
        return List.copyOf(definition.steps().values());
    }

    /// Steps that a path leads to.
    List<Step> reached() {
        return steps().stream().filter(step -> certain.containsKey(step.name())).toList();
    }

    /// Every way out that is handled.
    static List<Way> ways(Step step) {
        var ways = new ArrayList<Way>();
        step.common().on().forEach((outcome, target) -> ways.add(new Way(outcome, target)));
        if (step.common().timeOut() != null) {
            ways.add(new Way("timed-out", step.common().timeOut().then()));
        }
        return ways;
    }

    boolean isException(String target) {
        return definition.exceptions().containsKey(target);
    }

    /// Names in the braces of a message.
    static List<String> places(Definition.Message message) {
        return PLACE.matcher(message.text() + " " + (message.subject() == null ? "" : message.subject()))
                .results()
                .map(match -> match.group(1).strip())
                .toList();
    }

    /// A message as it usually goes out, for its length: what is not known yet has a usual one.
    static String filled(Definition.Message message, Definition definition) {
        return PLACE.matcher(message.text())
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1).strip()) {
                            case "brand" -> definition.brand();
                            case "phone" -> definition.phone();
                            case "reference" -> "TL-7K2M-9QX4";
                            case "link" -> "https://pay.example.com/l/0123456789abcdefghijkl";
                            case "optOut" -> "Reply STOP to opt out.";
                            default -> "$1,284.60";
                        }));
    }

    Table at(Step step) {
        return entry("steps", step.name());
    }

    /// An entry of one of the workflow's own mappings.
    Table entry(String section, String name) {
        return root.table(section).entry(name, "\"" + name + "\"");
    }

    /// On the name of a step.
    void report(Step step, Rule rule, String message) {
        report(root.table("steps").atKey(step.name()), rule, message);
    }

    /// Where a step says a name.
    void report(Step step, String name, Rule rule, String message) {
        var steps = root.table("steps");
        var node = steps.placeOf(step.name(), name);
        if (node == steps.atKey(step.name())) {
            node = steps.placeOf(step.name(), CelConditions.said(name));
        }
        report(node, rule, message);
    }

    void report(Node at, Rule rule, String message) {
        findings.add(root.file(), at, rule, message);
    }
}
