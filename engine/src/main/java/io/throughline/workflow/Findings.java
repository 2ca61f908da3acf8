package io.throughline.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// Collects what the rules in force find, so that an author sees all of it at once.
public final class Findings {
    private final Set<Rule> rules;
    private final List<Finding> found = new ArrayList<>();

    public Findings(Set<Rule> rules) {
        this.rules = rules;
    }

    public void add(String file, Node node, Rule rule, String message) {
        int line = node.getStartMark().map(Mark::getLine).orElse(0);
        int column = node.getStartMark().map(Mark::getColumn).orElse(0);
        add(new Finding(file, line + 1, column + 1, rule, message));
    }

    public void add(Finding finding) {
        if (rules.contains(finding.rule())) {
            found.add(finding);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /// Sorted by place. What was met twice, because a file was needed twice, is there once.
    public List<Finding> all() {
        return found.stream().sorted(Finding.IN_ORDER).distinct().toList();
    }

    /// @throws InvalidDefinition if there is an error among them
    public void throwIfWrong() {
        var errors = all().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new InvalidDefinition(errors);
        }
    }
}
