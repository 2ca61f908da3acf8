package io.throughline.understanding;

import java.util.Set;

/// What a message asks for.
///
/// @param labels none at all when there is nothing to record
/// @param sure those of them that one may act on at once, also when others are doubtful
/// @param confidence from 0.5 (as good as a coin) to 1: that of the label one is least sure of
/// @param doubtful whether a person is to decide, because the confidence is too low to act on or to ignore
public record Meaning(Set<Label> labels, Set<Label> sure, double confidence, boolean doubtful) {
    public Meaning {
        labels = Set.copyOf(labels);
        sure = Set.copyOf(sure);
    }
}
