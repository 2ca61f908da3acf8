package io.throughline.workflow;

import java.util.List;
import java.util.stream.Collectors;

/// A definition that cannot run. Carries every problem found, not only the first.
public final class InvalidDefinition extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    public InvalidDefinition(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
