package io.throughline.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Learns a [Model] from labelled messages.
final class Training {
    /// A message's features and what is right for it.
    record Example(Features.Found features, Set<Label> labels) {}

    private Training() {}

    static Model learn(List<Example> examples) {
        var labels = new ArrayList<Regression.Case>();
        var channels = new ArrayList<Regression.Case>();
        for (var example : examples) {
            labels.add(new Regression.Case(
                    example.features().plain(),
                    Model.PLAIN.stream().map(example.labels()::contains).toList()));
            example.features().views().forEach((view, seen) -> {
                var stop = view.stop();
                var only = view.only();
                channels.add(new Regression.Case(
                        seen,
                        Arrays.asList(
                                stop == null ? null : (Boolean) example.labels().contains(stop),
                                only == null ? null : (Boolean) example.labels().contains(only))));
            });
        }
        return new Model(Regression.learn(Model.PLAIN.size(), labels), Regression.learn(2, channels));
    }

    /// What each message would be given by a model that has not seen it nor the rest of its fold.
    ///
    /// @param folds how many parts the examples are cut into, by every so-manieth row
    static List<double[]> crossValidated(List<Example> examples, int folds) {
        var told = new double[examples.size()][];
        for (int fold = 0; fold < folds; fold++) {
            var others = new ArrayList<Example>();
            for (int i = 0; i < examples.size(); i++) {
                if (i % folds != fold) {
                    others.add(examples.get(i));
                }
            }
            var model = learn(others);
            for (int i = fold; i < examples.size(); i += folds) {
                told[i] = model.probabilities(examples.get(i).features());
            }
        }
        return List.of(told);
    }
}
