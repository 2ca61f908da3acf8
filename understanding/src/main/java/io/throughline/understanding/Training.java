package io.throughline.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Learns a [Model] from labelled messages.
final class Training {
    private Training() {}

    /// A row as the models see it.
    record Seen(Features.Found found, Set<Label> right) {
        static List<Seen> all(List<MessageFile.Row> rows, Features features) {
            return rows.parallelStream()
                    .map(row -> new Seen(
                            features.of(row.message().channel(), Features.sentences(row.message())), labels(row)))
                    .toList();
        }
    }

    /// Weights for every label, from all rows.
    static Model learn(List<Seen> rows) {
        var labels = new ArrayList<Regression.Case>();
        var channels = new ArrayList<Regression.Case>();
        for (var row : rows) {
            var right = row.right();
            labels.add(new Regression.Case(
                    row.found().plain(),
                    Model.PLAIN.stream().map(right::contains).toList()));
            row.found().views().forEach((view, seen) -> {
                var stop = view.stop();
                var only = view.only();
                channels.add(new Regression.Case(
                        seen,
                        Arrays.asList(
                                stop == null ? null : (Boolean) right.contains(stop),
                                only == null ? null : (Boolean) right.contains(only))));
            });
        }
        return new Model(Regression.learn(Model.PLAIN.size(), labels), Regression.learn(2, channels));
    }

    /// What each message would be given by a model that has seen neither it nor its like, nor the rest of its fold.
    ///
    /// @param made rows to learn from in every fold, and never to be measured by
    /// @param folds how many parts the families of rows are dealt to
    static List<double[]> crossValidated(
            List<MessageFile.Row> rows, List<MessageFile.Row> made, Features features, int folds) {
        var told = new double[rows.size()][];
        var seen = Seen.all(rows, features);
        var always = Seen.all(made, features);
        var foldOf = folds(Families.of(rows), folds);
        for (int fold = 0; fold < folds; fold++) {
            var others = new ArrayList<>(always);
            for (int i = 0; i < rows.size(); i++) {
                if (foldOf[i] != fold) {
                    others.add(seen.get(i));
                }
            }
            var judge = new Judge(features, learn(others));
            for (int i = 0; i < rows.size(); i++) {
                if (foldOf[i] == fold) {
                    told[i] = judge.probabilities(rows.get(i).message());
                }
            }
        }
        return List.of(told);
    }

    /// Families are dealt in turn, in the order of their first rows.
    private static int[] folds(int[] family, int folds) {
        var foldOf = new int[family.length];
        int next = 0;
        for (int i = 0; i < family.length; i++) {
            foldOf[i] = family[i] == i ? next++ % folds : foldOf[family[i]];
        }
        return foldOf;
    }

    private static Set<Label> labels(MessageFile.Row row) {
        return Objects.requireNonNull(row.labels(), "rows to train on need labels");
    }
}
