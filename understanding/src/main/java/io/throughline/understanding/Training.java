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
        return new Model(Regression.learn(Model.PLAIN.size(), labels), Regression.learn(2, channels), Net.learn(rows));
    }

    private static Set<Label> labels(MessageFile.Row row) {
        return Objects.requireNonNull(row.labels(), "rows to train on need labels");
    }
}
