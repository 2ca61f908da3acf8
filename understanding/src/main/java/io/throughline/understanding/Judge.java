package io.throughline.understanding;

import java.util.List;

/// Weighs a message as a whole and sentence by sentence. A wish of its own sentence stays one, whatever else is said;
/// but
/// what is said around it may take it back, and so the sentence alone does not decide.
record Judge(Features features, Model model) {
    private static final double PART = 0.3;
    private static final int MOST_SENTENCES = 20;

    /// The probability of each label, in the order of [Label].
    double[] probabilities(Message message) {
        var sentences = Features.sentences(message);
        var whole = model.probabilities(features.of(message.channel(), sentences));
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
