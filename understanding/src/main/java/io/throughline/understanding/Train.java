package io.throughline.understanding;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/// The training tool: `Train ROWS.csv GRAMMAR.txt MODEL.tsv.gz` writes the model, `Train ROWS.csv GRAMMAR.txt`
/// cross-validates and tells.
/// docs/understanding.md has the commands.
public final class Train {
    private static final int FOLDS = 5;
    /// Rows made of each sentence of the grammar; more of them outweigh what people wrote.
    private static final int MADE_EACH = 3;

    private Train() {}

    public static void main(String[] arguments) throws IOException, MessageFile.Unreadable {
        var rows = read(Path.of(arguments[0]));
        var made = made(Path.of(arguments[1]));
        if (arguments.length > 2) {
            try (Writer out = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[2]))), StandardCharsets.UTF_8)) {
                out.write(learned(rows, made));
            }
        } else {
            tell(rows, Training.crossValidated(rows, made, Understanding.features(), FOLDS));
        }
    }

    static List<MessageFile.Row> read(Path file) throws IOException, MessageFile.Unreadable {
        try (var in = Files.newBufferedReader(file)) {
            return MessageFile.read(in);
        }
    }

    /// The rows that the grammar makes.
    static List<MessageFile.Row> made(Path grammar) throws IOException {
        return new Grammar(Files.readAllLines(grammar)).rows(MADE_EACH);
    }

    /// The model for these rows, as it is written.
    static String learned(List<MessageFile.Row> rows, List<MessageFile.Row> made) throws IOException {
        var all = new ArrayList<>(rows);
        all.addAll(made);
        var out = new StringWriter();
        Training.learn(Training.Seen.all(all, Understanding.features())).write(out);
        return out.toString();
    }

    private static Set<Label> labels(MessageFile.Row row) {
        return Objects.requireNonNull(row.labels(), "rows to train on need labels");
    }

    private static void tell(List<MessageFile.Row> rows, List<double[]> probabilities) {
        var measure = new Measure();
        for (int i = 0; i < rows.size(); i++) {
            int at = i;
            var meaning = Understanding.meaning(rows.get(i).message(), () -> probabilities.get(at));
            var right = labels(rows.get(i));
            measure.add(right, meaning);
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
        say("held for a person %.3f; of messages with a stop, ignored %.4f", measure.held(), measure.ignored());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
