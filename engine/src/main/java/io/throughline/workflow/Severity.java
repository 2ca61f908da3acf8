package io.throughline.workflow;

import java.util.Locale;

/// What a finding does: an error stops a definition from being loaded and published, a warning is shown.
public enum Severity {
    ERROR,
    WARNING;

    /// `error` or `warning`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
