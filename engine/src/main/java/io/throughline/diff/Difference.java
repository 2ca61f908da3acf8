package io.throughline.diff;

/// One thing that a version of a workflow does otherwise than another, in a sentence.
public record Difference(Concerns concerns, String text) {
    /// Whom a difference concerns first: what customers read and are asked, what agents do and are shown, what
    /// compliance signs.
    public enum Concerns {
        CUSTOMERS,
        AGENTS,
        COMPLIANCE
    }
}
