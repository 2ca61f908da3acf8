package io.throughline.workflow;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// Collects what is wrong, so that an author sees all of it at once.
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(String file, Node node, String rule, String message) {
        int line = node.getStartMark().map(Mark::getLine).orElse(0);
        int column = node.getStartMark().map(Mark::getColumn).orElse(0);
        add(new Problem(file, line + 1, column + 1, rule, message));
    }

    public void add(Problem problem) {
        found.add(problem);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /// @throws InvalidDefinition with all of them, in the order of the file
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidDefinition(found.stream()
                    .sorted(java.util.Comparator.comparing(Problem::file)
                            .thenComparingInt(Problem::line)
                            .thenComparingInt(Problem::column))
                    .distinct()
                    .toList());
        }
    }
}
