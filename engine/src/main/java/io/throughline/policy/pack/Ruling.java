package io.throughline.policy.pack;

import io.throughline.policy.pack.Decision.Verdict;

/// A [Decision] with only what was decided.
///
/// @param reason the first by precedence; OK, or the exception that made it allowed
/// @param rule the rule that gave the reason; empty if none had to
public record Ruling(Verdict verdict, String reason, String rule) {
    static final Ruling NOTHING_AGAINST = new Ruling(new Verdict.Allow(), "OK", "");

    /// Whether it may be done now; obligations may have to be met first.
    public boolean permits() {
        return verdict instanceof Verdict.Allow || verdict instanceof Verdict.Require;
    }
}
