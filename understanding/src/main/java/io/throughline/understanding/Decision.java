package io.throughline.understanding;

import java.util.EnumSet;
import java.util.Set;

/// From the probability of each label to a set that keeps the conventions, and how sure one may be of it.
final class Decision {
    private static final double PLAINLY = 0.6;

    /// A stop of the whole channel beside one of the workplace or of hours: these use the same words.
    private static final double BESIDE_A_PART = 0.5;

    /// Below this confidence a person decides; docs/understanding.md tells how both bounds were chosen.
    static final double DOUBTFUL_BELOW = 0.6;

    /// A stop as likely as this and yet not taken may be one that is missed.
    static final double MAYBE_A_STOP_FROM = 0.05;

    private static final Set<Label> OF_A_CHANNEL = EnumSet.of(Label.STOP_SMS, Label.STOP_EMAIL, Label.STOP_CALL);

    private Decision() {}

    static Meaning of(double[] probabilities) {
        var labels = EnumSet.noneOf(Label.class);
        double confidence = 1;
        boolean maybe = false;
        boolean ends = endsAllContact(probabilities);
        for (var label : Label.values()) {
            double probability = probabilities[label.ordinal()];
            double from = from(label);
            boolean taken = probability >= from;
            if (taken) {
                labels.add(label);
            }
            if (!taken && ends && (label == Label.STOP_ALL || OF_A_CHANNEL.contains(label))) {
                continue; // nothing hangs on it
            }
            maybe |= !taken && label.isStop() && probability >= MAYBE_A_STOP_FROM;
            confidence = Math.min(confidence, sure(probability, from));
        }
        if (labels.contains(Label.STOP_PLACE_WORK) || labels.contains(Label.STOP_TIME)) {
            OF_A_CHANNEL.stream()
                    .filter(label -> probabilities[label.ordinal()] < BESIDE_A_PART)
                    .forEach(labels::remove);
        }
        // A debt's end of contact reaches everything only where that is said plainly.
        if (labels.contains(Label.CEASE_DEBT) && probabilities[Label.STOP_ALL.ordinal()] < PLAINLY) {
            labels.remove(Label.STOP_ALL);
        }
        if (labels.contains(Label.STOP_ALL)) {
            labels.removeAll(OF_A_CHANNEL);
        }
        var sure = EnumSet.noneOf(Label.class);
        for (var label : labels) {
            double from = from(label);
            if (sure(probabilities[label.ordinal()], from) >= DOUBTFUL_BELOW) {
                sure.add(label);
            }
        }
        return new Meaning(labels, sure, confidence, maybe || confidence < DOUBTFUL_BELOW);
    }

    /// From what probability a label is taken. A stop is taken when it is far less likely than not, since to miss one
    /// costs more than to heed one too many: about as low as leaves a precision of 0.9 on a voice left out.
    static double from(Label label) {
        return switch (label) {
            case STOP_PLACE_WORK, STOP_TIME -> 0.15;
            case STOP_ALL, STOP_SMS, STOP_EMAIL, STOP_CALL, CEASE_DEBT -> 0.2;
            case ATTORNEY, DISPUTE, DECEASED, BANKRUPTCY, SERVICEMEMBER -> 0.2;
            case WRONG_NUMBER, THIRD_PARTY -> 0.25;
            case ONLY_EMAIL, ONLY_SMS, ONLY_MAIL -> 0.3;
            case START, HELP -> 0.4;
        };
    }

    /// Whether nobody is reached there any more, surely, whatever else was said of channels.
    private static boolean endsAllContact(double[] probabilities) {
        return sure(probabilities[Label.STOP_ALL.ordinal()], from(Label.STOP_ALL)) >= DOUBTFUL_BELOW
                        && probabilities[Label.STOP_ALL.ordinal()] >= from(Label.STOP_ALL)
                || sure(probabilities[Label.WRONG_NUMBER.ordinal()], from(Label.WRONG_NUMBER)) >= DOUBTFUL_BELOW
                        && probabilities[Label.WRONG_NUMBER.ordinal()] >= from(Label.WRONG_NUMBER);
    }

    /// How sure the decision at a threshold is: a half at the threshold, one at the ends.
    private static double sure(double probability, double from) {
        return probability >= from
                ? 0.5 + 0.5 * (probability - from) / (1 - from)
                : 0.5 + 0.5 * (from - probability) / from;
    }
}
