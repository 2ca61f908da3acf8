package io.throughline.understanding;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/// The training tool: `Train ROWS.csv MODEL.tsv.gz` writes the model, `Train ROWS.csv` cross-validates and tells.
/// docs/understanding.md has the commands.
public final class Train {
    private static final int FOLDS = 5;

    private Train() {}

    public static void main(String[] arguments) throws IOException, MessageFile.Unreadable {
        var rows = read(Path.of(arguments[0]));
        if (arguments.length > 1) {
            try (Writer out = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[1]))), StandardCharsets.UTF_8)) {
                out.write(learned(rows));
            }
        } else {
            tell(rows, Training.crossValidated(rows, Understanding.features(), FOLDS));
        }
    }

    static List<MessageFile.Row> read(Path file) throws IOException, MessageFile.Unreadable {
        try (var in = Files.newBufferedReader(file)) {
            return MessageFile.read(in);
        }
    }

    /// The model for these rows, as it is written.
    static String learned(List<MessageFile.Row> rows) throws IOException {
        var out = new StringWriter();
        Training.learn(rows, Understanding.features()).write(out);
        return out.toString();
    }

    private static Set<Label> labels(MessageFile.Row row) {
        return Objects.requireNonNull(row.labels(), "rows to train on need labels");
    }

    private static void tell(List<MessageFile.Row> rows, List<double[]> probabilities) {
        var measure = new Measure();
        for (int i = 0; i < rows.size(); i++) {
            var meaning = Decision.of(probabilities.get(i));
            var right = labels(rows.get(i));
            measure.add(right, meaning.labels());
            if (!right.equals(meaning.labels())) {
                System.out.println(rows.get(i).id() + (meaning.doubtful() ? " ? " : " ! ") + Label.write(right) + " > "
                        + Label.write(meaning.labels()) + " : "
                        + rows.get(i).message().text().replace('\n', ' '));
            }
        }
        for (var label : Label.values()) {
            var score = measure.score(label);
            say(
                    "%-16s %4d  precision %.3f  recall %.3f",
                    label.word(), score.there(), score.precision(), score.recall());
        }
        say("%d rows, %.3f exact, %.3f false alarms", measure.rows(), measure.exact(), measure.falseAlarms());
        for (double below = 0.55; below < 0.99; below += 0.05) {
            held(rows, probabilities, below);
        }
    }

    /// What holding everything below a confidence would cost and catch.
    private static void held(List<MessageFile.Row> rows, List<double[]> probabilities, double below) {
        int held = 0;
        int wrong = 0;
        int wrongHeld = 0;
        for (int i = 0; i < rows.size(); i++) {
            var meaning = Decision.of(probabilities.get(i));
            boolean isWrong = !meaning.labels().equals(labels(rows.get(i)));
            boolean isHeld = meaning.confidence() < below;
            held += isHeld ? 1 : 0;
            wrong += isWrong ? 1 : 0;
            wrongHeld += isHeld && isWrong ? 1 : 0;
        }
        say(
                "held below %.2f: %.3f of all, %.3f of the wrong",
                below, held / (double) rows.size(), wrongHeld / (double) Math.max(1, wrong));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
