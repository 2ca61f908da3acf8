package io.throughline.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// What was learned: one set of weights for the labels that stand for themselves, and one for "this channel is refused"
/// and "this channel only", used for each channel in turn.
record Model(Weights labels, Weights channels, Net net) {
    static final int STOP = 0;
    static final int ONLY = 1;

    /// The labels that no [View] decides.
    static final List<Label> PLAIN = List.of(Label.values()).stream()
            .filter(label ->
                    List.of(View.values()).stream().noneMatch(view -> label == view.stop() || label == view.only()))
            .toList();

    /// The probability of each label, in the order of [Label].
    double[] probabilities(Features.Found features) {
        var all = new double[Label.values().length];
        var plain = labels.probabilities(features.plain());
        for (int i = 0; i < plain.length; i++) {
            all[PLAIN.get(i).ordinal()] = plain[i];
        }
        features.views().forEach((view, seen) -> {
            var channel = channels.probabilities(seen);
            var stop = view.stop();
            var only = view.only();
            if (stop != null) {
                all[stop.ordinal()] = channel[STOP];
            }
            if (only != null) {
                all[only.ordinal()] = channel[ONLY];
            }
        });
        return all;
    }

    void write(Writer out) throws IOException {
        labels.write(out);
        channels.write(out);
        net.write(out);
    }

    static Model read(BufferedReader in) throws IOException {
        var labels = Weights.read(PLAIN.size(), in);
        return new Model(labels, Weights.read(2, in), Net.read(in));
    }
}
