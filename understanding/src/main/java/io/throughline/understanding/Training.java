package io.throughline.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Learns a [Model] from labelled messages.
final class Training {
    private Training() {}

    /// Weights for every label, from all rows.
    static Model learn(List<MessageFile.Row> rows, Features features) {
        var labels = new ArrayList<Regression.Case>();
        var channels = new ArrayList<Regression.Case>();
        for (var row : rows) {
            var found = features.of(row.message().channel(), Features.sentences(row.message()));
            var right = labels(row);
            labels.add(new Regression.Case(
                    found.plain(), Model.PLAIN.stream().map(right::contains).toList()));
            found.views().forEach((view, seen) -> {
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

    /// What each message would be given by a model that has not seen it nor the rest of its fold.
    ///
    /// @param folds how many parts the rows are cut into; each part is every so-manieth row
    static List<double[]> crossValidated(List<MessageFile.Row> rows, Features features, int folds) {
        var told = new double[rows.size()][];
        for (int fold = 0; fold < folds; fold++) {
            var others = new ArrayList<MessageFile.Row>();
            for (int i = 0; i < rows.size(); i++) {
                if (i % folds != fold) {
                    others.add(rows.get(i));
                }
            }
            var judge = new Judge(features, learn(others, features));
            for (int i = fold; i < rows.size(); i += folds) {
                told[i] = judge.probabilities(rows.get(i).message());
            }
        }
        return List.of(told);
    }

    private static Set<Label> labels(MessageFile.Row row) {
        return Objects.requireNonNull(row.labels(), "rows to train on need labels");
    }
}
