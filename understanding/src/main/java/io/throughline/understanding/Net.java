package io.throughline.understanding;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A small network with one hidden layer, which sees what the linear models cannot: that a word
/// means something else beside another. Words, letters and concepts are hashed into buckets; all
/// labels share the hidden units. Learned by AdaGrad with a third of the features left out at
/// random, in a fixed order: the same rows give the same network.
final class Net {
    private static final int BUCKETS = 1 << 15;
    private static final int UNITS = 24;
    private static final int LABELS = Label.values().length;
    private static final int ROUNDS = 10;
    private static final float STEP = 0.05f;
    private static final double KEPT = 0.67;
    private static final long SEED = 20_261_122;
    /// Weights are kept as bytes, in these parts.
    private static final float UNIT = 0.02f;

    private final float[] in;
    private final float[] out;

    private Net(float[] in, float[] out) {
        this.in = in;
        this.out = out;
    }

    /// The score of each label, as log-odds, in the order of [Label].
    double[] scores(Set<String> features) {
        var hidden = new float[UNITS];
        hidden(buckets(features), hidden);
        var scores = new double[LABELS];
        for (int label = 0; label < LABELS; label++) {
            scores[label] = score(hidden, label);
        }
        return scores;
    }

    private float score(float[] hidden, int label) {
        int at = label * (UNITS + 1);
        float score = out[at + UNITS];
        for (int unit = 0; unit < UNITS; unit++) {
            score += Math.max(0, hidden[unit]) * out[at + unit];
        }
        return score;
    }

    private float hidden(int[] buckets, float[] hidden) {
        float scale = (float) (1 / Math.sqrt(Math.max(1, buckets.length)));
        for (int bucket : buckets) {
            int at = bucket * UNITS;
            for (int unit = 0; unit < UNITS; unit++) {
                hidden[unit] += scale * in[at + unit];
            }
        }
        return scale;
    }

    private static boolean isShown(String feature) {
        return feature.startsWith("l ")
                || feature.startsWith("w ")
                || feature.startsWith("c ")
                || feature.startsWith("is ")
                || feature.startsWith("by ")
                || feature.startsWith("length ");
    }

    private static int[] buckets(Collection<String> features) {
        return features.stream()
                .filter(Net::isShown)
                .mapToInt(Net::bucket)
                .distinct()
                .sorted()
                .toArray();
    }

    private static int bucket(String feature) {
        int hash = feature.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 15) & BUCKETS - 1;
    }

    /// A network for these rows.
    static Net learn(List<Training.Seen> rows) {
        var random = new SplittableRandom(SEED);
        var net = new Net(new float[BUCKETS * UNITS], new float[LABELS * (UNITS + 1)]);
        for (int i = 0; i < net.in.length; i++) {
            net.in[i] = (float) (random.nextDouble() - 0.5);
        }
        for (int i = 0; i < net.out.length; i++) {
            net.out[i] = (float) (random.nextDouble() - 0.5);
        }
        var learning = new Learning(net, random);
        var shown = rows.stream().map(row -> buckets(row.found().plain())).toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (int step = 0; step < rows.size(); step++) {
                int at = (int) ((step * 7919L + round * 104729L) % rows.size());
                learning.from(shown.get(at), rows.get(at).right());
            }
        }
        net.round();
        return net;
    }

    private void round() {
        for (var weights : List.of(in, out)) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.clamp(Math.round(weights[i] / UNIT), -127, 127) * UNIT;
            }
        }
    }

    /// What is kept while learning: the squares of all steps so far.
    private static final class Learning {
        private final Net net;
        private final SplittableRandom random;
        private final float[] ins;
        private final float[] outs;

        Learning(Net net, SplittableRandom random) {
            this.net = net;
            this.random = random;
            this.ins = filled(net.in.length);
            this.outs = filled(net.out.length);
        }

        private static float[] filled(int length) {
            var squares = new float[length];
            Arrays.fill(squares, 1e-2f);
            return squares;
        }

        void from(int[] all, Set<Label> right) {
            var shown = new ArrayList<Integer>(all.length);
            for (int bucket : all) {
                if (random.nextDouble() < KEPT) {
                    shown.add(bucket);
                }
            }
            var buckets = shown.stream().mapToInt(Integer::intValue).toArray();
            var hidden = new float[UNITS];
            float scale = net.hidden(buckets, hidden);
            var back = new float[UNITS];
            for (var label : Label.values()) {
                float miss = (float) (1 / (1 + StrictMath.exp(-net.score(hidden, label.ordinal()))))
                        - (right.contains(label) ? 1 : 0);
                int at = label.ordinal() * (UNITS + 1);
                for (int unit = 0; unit < UNITS; unit++) {
                    if (hidden[unit] > 0) {
                        back[unit] += miss * net.out[at + unit];
                        step(net.out, outs, at + unit, miss * hidden[unit]);
                    }
                }
                step(net.out, outs, at + UNITS, miss);
            }
            for (int bucket : buckets) {
                for (int unit = 0; unit < UNITS; unit++) {
                    if (back[unit] != 0) {
                        step(net.in, ins, bucket * UNITS + unit, back[unit] * scale);
                    }
                }
            }
        }

        private static void step(float[] weights, float[] squares, int at, float slope) {
            squares[at] += slope * slope;
            weights[at] -= STEP * slope / (float) Math.sqrt(squares[at]);
        }
    }

    /// Two lines of Base64: a byte a weight.
    void write(Writer to) throws IOException {
        for (var weights : List.of(in, out)) {
            var bytes = new byte[weights.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(weights[i] / UNIT);
            }
            to.write(Base64.getEncoder().encodeToString(bytes));
            to.write('\n');
        }
    }

    static Net read(BufferedReader from) throws IOException {
        return new Net(weights(from.readLine()), weights(from.readLine()));
    }

    private static float[] weights(@Nullable String line) throws IOException {
        if (line == null) {
            throw new EOFException("the model ends before its network does");
        }
        var bytes = Base64.getDecoder().decode(line);
        var weights = new float[bytes.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = bytes[i] * UNIT;
        }
        return weights;
    }
}
