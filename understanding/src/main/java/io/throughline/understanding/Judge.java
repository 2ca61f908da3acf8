package io.throughline.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Weighs a message as a whole and sentence by sentence. A wish of its own sentence stays one,
/// whatever else is said; but what is said around it may take it back, and so the sentence alone
/// does not decide.
///
/// @param encoder null: it has no say
record Judge(Features features, Model model, @Nullable Encoder encoder) {
    private static final double PART = 0.3;
    private static final int MOST_SENTENCES = 20;

    /// What the network weighs beside the linear models, on log-odds; chosen by voices left out.
    private static final double OF_NET = 0.3;

    /// What the encoder weighs beside both, on log-odds; chosen by a voice left out.
    private static final double OF_ENCODER = 0.4;

    private static final double LEAST = 1e-4;

    /// The probability of each label, in the order of [Label].
    double[] probabilities(Message message) {
        var sentences = Features.sentences(message);
        var found = features.of(message.channel(), sentences);
        var linear = withParts(message, sentences, model.probabilities(found));
        var scores = model.net().scores(found.plain());
        var read = encoder == null ? null : encoder.scores(message);
        for (int i = 0; i < scores.length; i++) {
            double odds = (1 - OF_NET) * odds(linear[i]) + OF_NET * scores[i];
            if (read != null) {
                odds = (1 - OF_ENCODER) * odds(chance(odds)) + OF_ENCODER * read[i];
            }
            linear[i] = chance(odds);
        }
        return linear;
    }

    private static double chance(double odds) {
        return 1 / (1 + StrictMath.exp(-odds));
    }

    private static double odds(double probability) {
        double inside = Math.clamp(probability, LEAST, 1 - LEAST);
        return StrictMath.log(inside / (1 - inside));
    }

    private double[] withParts(Message message, List<List<String>> sentences, double[] whole) {
        var clauses = Clauses.of(sentences);
        if (clauses.size() < 2 || clauses.size() > MOST_SENTENCES) {
            return whole;
        }
        var best = whole.clone();
        for (var clause : clauses) {
            var alone = model.probabilities(features.of(message.channel(), List.of(clause)));
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.max(best[i], alone[i]);
            }
        }
        for (int i = 0; i < best.length; i++) {
            best[i] = whole[i] + PART * (best[i] - whole[i]);
        }
        return best;
    }
}
