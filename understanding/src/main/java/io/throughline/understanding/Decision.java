package io.throughline.understanding;

import java.util.EnumSet;

/// From the probability of each label to a set that keeps the conventions, and how sure one may be of it.
final class Decision {
    /// A stop is taken when it is less likely than not: to miss one costs more than to heed one too many.
    static final double STOP_FROM = 0.25;

    private static final double PLAINLY = 0.6;
    private static final double OTHER_FROM = 0.35;

    /// Below this confidence a person decides; docs/understanding.md tells how it was chosen.
    static final double DOUBTFUL_BELOW = 0.65;

    private Decision() {}

    static Meaning of(double[] probabilities) {
        var labels = EnumSet.noneOf(Label.class);
        double confidence = 1;
        for (var label : Label.values()) {
            double probability = probabilities[label.ordinal()];
            double from = label.isStop() ? STOP_FROM : OTHER_FROM;
            boolean taken = probability >= from;
            if (taken) {
                labels.add(label);
            }
            confidence = Math.min(confidence, sure(probability, from));
        }
        // A debt's end of contact reaches everything only where that is said plainly.
        if (labels.contains(Label.CEASE_DEBT) && probabilities[Label.STOP_ALL.ordinal()] < PLAINLY) {
            labels.remove(Label.STOP_ALL);
        }
        if (labels.contains(Label.STOP_ALL)) {
            labels.removeAll(EnumSet.of(Label.STOP_SMS, Label.STOP_EMAIL, Label.STOP_CALL));
        }
        return new Meaning(labels, confidence, confidence < DOUBTFUL_BELOW);
    }

    /// How sure the decision at a threshold is: a half at the threshold, one at the ends.
    private static double sure(double probability, double from) {
        return probability >= from
                ? 0.5 + 0.5 * (probability - from) / (1 - from)
                : 0.5 + 0.5 * (from - probability) / from;
    }
}
