package io.throughline.understanding;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A small transformer (Vaswani et al., 2017) that reads a message from end to end and gives each label a score. It
/// began
/// as all-MiniLM-L6-v2 and was trained on with our rows by `data/encoder/train.py`. Plain Java on one thread: some
/// fifty milliseconds a message. Safe to share between threads.
final class Encoder {
    private static final int FORMAT = 0x544C4531;
    private static final float EPSILON = 1e-12f;
    private static final int LABELS = Label.values().length;

    private final int width;
    private final int heads;
    private final int longest;
    private final WordPieces pieces;
    private final Table words;
    private final Table places;
    private final Norm first;
    private final List<Layer> layers;
    private final Dense labels;

    private Encoder(DataInputStream in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IOException("this is no encoder of Throughline");
        }
        int depth = in.readInt();
        this.width = in.readInt();
        this.heads = in.readInt();
        this.longest = in.readInt();
        var vocabulary = new ArrayList<String>();
        for (int left = in.readInt(); left > 0; left--) {
            vocabulary.add(in.readUTF());
        }
        this.pieces = new WordPieces(vocabulary);
        this.words = Table.read(in);
        this.places = Table.read(in);
        this.first = Norm.read(in);
        this.layers = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            layers.add(Layer.read(in));
        }
        this.labels = Dense.read(in);
    }

    static Encoder read(InputStream from) throws IOException {
        return new Encoder(new DataInputStream(new BufferedInputStream(from, 1 << 16)));
    }

    /// The score of each label, as log-odds, in the order of [Label]; of a long message that of the part with the most.
    double[] scores(Message message) {
        var most = new double[LABELS];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        var text = message.channel().name() + " : " + OwnWords.of(message);
        for (var window : pieces.windows(text, longest)) {
            var scores = scores(window);
            for (int i = 0; i < LABELS; i++) {
                most[i] = Math.max(most[i], scores[i]);
            }
        }
        return most;
    }

    private float[] scores(int[] window) {
        int length = window.length;
        var states = new float[length * width];
        for (int i = 0; i < length; i++) {
            words.add(window[i], states, i * width);
            places.add(i, states, i * width);
        }
        first.apply(states);
        for (var layer : layers) {
            states = layer.apply(states, length, width, heads);
        }
        var mean = new float[width];
        for (int i = 0; i < states.length; i++) {
            mean[i % width] += states[i] / length;
        }
        return labels.apply(mean, 1);
    }

    /// Rows of bytes, each with a scale of its own.
    private record Table(int columns, float[] scales, byte[] parts) {
        static Table read(DataInputStream in) throws IOException {
            int rows = in.readInt();
            int columns = in.readInt();
            var scales = floats(in, rows);
            var parts = new byte[rows * columns];
            in.readFully(parts);
            return new Table(columns, scales, parts);
        }

        void add(int row, float[] to, int at) {
            for (int i = 0; i < columns; i++) {
                to[at + i] += scales[row] * parts[row * columns + i];
            }
        }

        float[] whole() {
            var all = new float[parts.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = scales[i / columns] * parts[i];
            }
            return all;
        }
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        var all = new float[count];
        for (int i = 0; i < count; i++) {
            all[i] = in.readFloat();
        }
        return all;
    }

    /// A matrix and what is added.
    private record Dense(int ins, int outs, float[] weights, float[] added) {
        static Dense read(DataInputStream in) throws IOException {
            var table = Table.read(in);
            return new Dense(table.scales().length, table.columns(), table.whole(), floats(in, table.columns()));
        }

        /// Four rows of the matrix at a time, so that each is read from memory once for all places.
        float[] apply(float[] from, int length) {
            var to = new float[length * outs];
            for (int place = 0; place < length; place++) {
                System.arraycopy(added, 0, to, place * outs, outs);
            }
            for (int i = 0; i < ins; i += 4) {
                for (int place = 0; place < length; place++) {
                    add(from, place * ins + i, i * outs, to, place * outs);
                }
            }
            return to;
        }

        private void add(float[] from, int at, int row, float[] to, int into) {
            float one = from[at];
            float two = from[at + 1];
            float three = from[at + 2];
            float four = from[at + 3];
            int second = row + outs;
            int third = second + outs;
            int fourth = third + outs;
            for (int j = 0; j < outs; j++) {
                to[into + j] += one * weights[row + j]
                        + two * weights[second + j]
                        + three * weights[third + j]
                        + four * weights[fourth + j];
            }
        }
    }

    private record Norm(float[] weights, float[] added) {
        static Norm read(DataInputStream in) throws IOException {
            int count = in.readInt();
            return new Norm(floats(in, count), floats(in, count));
        }

        void apply(float[] states) {
            int width = weights.length;
            for (int at = 0; at < states.length; at += width) {
                float mean = 0;
                for (int i = 0; i < width; i++) {
                    mean += states[at + i] / width;
                }
                float spread = 0;
                for (int i = 0; i < width; i++) {
                    float off = states[at + i] - mean;
                    spread += off * off / width;
                }
                float scale = (float) (1 / Math.sqrt(spread + EPSILON));
                for (int i = 0; i < width; i++) {
                    states[at + i] = (states[at + i] - mean) * scale * weights[i] + added[i];
                }
            }
        }
    }

    private record Layer(
            Dense query,
            Dense key,
            Dense value,
            Dense joined,
            Dense wide,
            Dense narrow,
            Norm afterLook,
            Norm afterThought) {
        static Layer read(DataInputStream in) throws IOException {
            return new Layer(
                    Dense.read(in),
                    Dense.read(in),
                    Dense.read(in),
                    Dense.read(in),
                    Dense.read(in),
                    Dense.read(in),
                    Norm.read(in),
                    Norm.read(in));
        }

        float[] apply(float[] states, int length, int width, int heads) {
            var looked = joined.apply(look(states, length, width, heads), length);
            plus(looked, states);
            afterLook.apply(looked);
            var thought = wide.apply(looked, length);
            for (int i = 0; i < thought.length; i++) {
                thought[i] = Gelu.of(thought[i]);
            }
            var next = narrow.apply(thought, length);
            plus(next, looked);
            afterThought.apply(next);
            return next;
        }

        /// What each place gathers from all others, head by head.
        private float[] look(float[] states, int length, int width, int heads) {
            var queries = query.apply(states, length);
            var keys = key.apply(states, length);
            var values = value.apply(states, length);
            int size = width / heads;
            var gathered = new float[length * width];
            var shares = new float[length];
            for (int head = 0; head < heads; head++) {
                for (int place = 0; place < length; place++) {
                    int at = place * width + head * size;
                    share(queries, at, keys, head * size, width, size, shares);
                    for (int other = 0; other < length; other++) {
                        int from = other * width + head * size;
                        for (int i = 0; i < size; i++) {
                            gathered[at + i] += shares[other] * values[from + i];
                        }
                    }
                }
            }
            return gathered;
        }

        private static void share(
                float[] queries, int at, float[] keys, int offset, int width, int size, float[] shares) {
            float most = Float.NEGATIVE_INFINITY;
            float scale = (float) (1 / Math.sqrt(size));
            for (int other = 0; other < shares.length; other++) {
                float sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += queries[at + i] * keys[other * width + offset + i];
                }
                shares[other] = sum * scale;
                most = Math.max(most, shares[other]);
            }
            float all = 0;
            for (int other = 0; other < shares.length; other++) {
                shares[other] = (float) StrictMath.exp(shares[other] - most);
                all += shares[other];
            }
            for (int other = 0; other < shares.length; other++) {
                shares[other] /= all;
            }
        }

        private static void plus(float[] to, float[] from) {
            for (int i = 0; i < to.length; i++) {
                to[i] += from[i];
            }
        }
    }

    /// x times the part of the normal distribution below x (Hendrycks and Gimpel, 2016), looked up in a table and
    /// interpolated, to five digits.
    private static final class Gelu {
        private static final int PARTS = 256;
        private static final int REACH = 8;
        private static final float[] TABLE = table();

        private Gelu() {}

        private static float[] table() {
            var table = new float[2 * REACH * PARTS + 2];
            for (int i = 0; i < table.length; i++) {
                double x = i / (double) PARTS - REACH;
                table[i] = (float) (x * below(x));
            }
            return table;
        }

        /// By the error function's approximation 7.1.26 of Abramowitz and Stegun (1964).
        private static double below(double x) {
            double size = Math.abs(x) / StrictMath.sqrt(2);
            double t = 1 / (1 + 0.3275911 * size);
            double poly =
                    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
            double erf = 1 - poly * StrictMath.exp(-size * size);
            return 0.5 * (1 + (x < 0 ? -erf : erf));
        }

        static float of(float x) {
            if (x <= -REACH) {
                return 0;
            }
            if (x >= REACH) {
                return x;
            }
            float at = (x + REACH) * PARTS;
            int from = (int) at;
            return TABLE[from] + (at - from) * (TABLE[from + 1] - TABLE[from]);
        }
    }
}
