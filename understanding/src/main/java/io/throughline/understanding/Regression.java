package io.throughline.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Logistic regression with an L2 penalty, one per outcome, by AdaGrad (Duchi, Hazan, Singer, 2011) in a fixed order:
/// the same rows give the same weights on every machine.
final class Regression {
    /// What is there, and for each outcome whether it is right; an outcome not to be learned from has none.
    record Case(Set<String> features, List<@Nullable Boolean> right) {}

    private static final int ROUNDS = 15;
    private static final double STEP = 0.1;
    private static final double PENALTY = 5e-4;
    private static final int SEEN_AT_LEAST = 2;
    private static final double NOTHING = 0.02;

    private final List<Case> cases;
    private final List<String> names = new ArrayList<>(List.of(""));
    private final int[][] rows;

    private Regression(List<Case> cases) {
        this.cases = cases;
        var counts = new TreeMap<String, Integer>();
        cases.forEach(it -> it.features().forEach(name -> counts.merge(name, 1, Integer::sum)));
        var numbers = new HashMap<String, Integer>();
        counts.forEach((name, count) -> {
            if (count >= SEEN_AT_LEAST) {
                numbers.put(name, names.size());
                names.add(name);
            }
        });
        this.rows = cases.stream().map(it -> row(it.features(), numbers)).toArray(int[][]::new);
    }

    private static int[] row(Collection<String> features, Map<String, Integer> numbers) {
        return IntStream.concat(
                        IntStream.of(0),
                        features.stream().filter(numbers::containsKey).mapToInt(numbers::get))
                .toArray();
    }

    /// Weights for so many outcomes; what weighs next to nothing is left out.
    static Weights learn(int outcomes, List<Case> cases) {
        var training = new Regression(cases);
        var weights = IntStream.range(0, outcomes)
                .parallel()
                .mapToObj(training::weights)
                .toArray(double[][]::new);
        var learned = new HashMap<String, float[]>();
        for (int i = 0; i < training.names.size(); i++) {
            var row = new float[outcomes];
            boolean matters = false;
            for (int j = 0; j < outcomes; j++) {
                double weight = weights[j][i];
                row[j] = Math.abs(weight) < NOTHING ? 0 : Math.round(weight * 1000) / 1000f;
                matters |= row[j] != 0;
            }
            if (matters) {
                learned.put(training.names.get(i), row);
            }
        }
        return new Weights(outcomes, learned);
    }

    private double[] weights(int outcome) {
        var weights = new double[names.size()];
        var slopes = new double[names.size()];
        Arrays.fill(slopes, 1e-2);
        int count = rows.length;
        for (int round = 0; round < ROUNDS; round++) {
            for (int step = 0; step < count; step++) {
                int at = (int) ((step * 7919L + round * 104729L) % count);
                var right = cases.get(at).right().get(outcome);
                if (right != null) {
                    learn(weights, slopes, rows[at], right ? 1 : 0);
                }
            }
        }
        return weights;
    }

    private static void learn(double[] weights, double[] slopes, int[] row, int right) {
        double score = 0;
        for (int feature : row) {
            score += weights[feature];
        }
        double miss = 1 / (1 + StrictMath.exp(-score)) - right;
        for (int feature : row) {
            double slope = miss + PENALTY * weights[feature];
            slopes[feature] += slope * slope;
            weights[feature] -= STEP * slope / Math.sqrt(slopes[feature]);
        }
    }
}
