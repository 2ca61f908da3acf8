package io.throughline.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A weight per feature and outcome; an outcome's score is the sum over the features that are there, as log-odds.
final class Weights {
    private final int outcomes;
    private final Map<String, float[]> weights;

    Weights(int outcomes, Map<String, float[]> weights) {
        this.outcomes = outcomes;
        this.weights = new HashMap<>(weights);
    }

    /// The probability of each outcome by itself.
    double[] probabilities(Collection<String> features) {
        var scores = new double[outcomes];
        add(scores, weights.get(""));
        for (var feature : features) {
            add(scores, weights.get(feature));
        }
        for (int i = 0; i < outcomes; i++) {
            scores[i] = 1 / (1 + StrictMath.exp(-scores[i]));
        }
        return scores;
    }

    private void add(double[] scores, float @Nullable [] row) {
        if (row != null) {
            for (int i = 0; i < outcomes; i++) {
                scores[i] += row[i];
            }
        }
    }

    /// One line a feature: the feature, then its weights in thousandths, tabs between, a weight of nothing left empty.
    /// An empty line ends it.
    void write(Writer out) throws IOException {
        for (var entry : new TreeMap<>(weights).entrySet()) {
            out.write(entry.getKey());
            for (float weight : entry.getValue()) {
                long thousandths = Math.round(weight * 1000d);
                out.write(thousandths == 0 ? "\t" : "\t" + thousandths);
            }
            out.write('\n');
        }
        out.write('\n');
    }

    static Weights read(int outcomes, BufferedReader in) throws IOException {
        var weights = new HashMap<String, float[]>();
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            var parts = line.split("\t", -1);
            var row = new float[outcomes];
            for (int i = 0; i < row.length; i++) {
                row[i] = parts[i + 1].isEmpty() ? 0 : Integer.parseInt(parts[i + 1]) / 1000f;
            }
            weights.put(parts[0], row);
        }
        return new Weights(outcomes, weights);
    }
}
