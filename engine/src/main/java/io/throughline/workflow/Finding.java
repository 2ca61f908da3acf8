package io.throughline.workflow;

import java.util.Comparator;

/// What is wrong with a definition: where, by which rule, the reason and the fix. Lines and columns count from 1.
public record Finding(String file, int line, int column, Rule rule, String message) {
    /// By place, then by rule.
    static final Comparator<Finding> IN_ORDER = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    public Severity severity() {
        return rule.severity();
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + " " + message + " [" + rule.id() + "]";
    }
}
