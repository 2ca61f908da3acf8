package io.throughline.workflow;

import java.util.List;
import java.util.stream.Collectors;

/// A definition that cannot run. Carries every problem found, not only the first.
public final class InvalidDefinition extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Finding> findings;

    public InvalidDefinition(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
