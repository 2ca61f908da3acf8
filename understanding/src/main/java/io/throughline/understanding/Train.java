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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// The training tool: `Train DATA MODEL.tsv.gz` writes the linear models and the network, `Train DATA` measures them on
/// each voice by models that have learned nothing of that voice, and tells; `Train DATA --own OWN.tsv` writes what
/// `data/encoder/train.py` learns from. DATA is a directory as `understanding/data`: `messages-train.csv`,
/// `grammar.txt`
/// and one file a voice in `voices/`.
/// docs/understanding.md has the commands.
public final class Train {
    /// Rows made of each sentence of the grammar; more of them outweigh what people wrote.
    private static final int MADE_EACH = 3;

    private static final int FOLDS = 4;

    private Train() {}

    public static void main(String[] arguments) throws IOException, MessageFile.Unreadable {
        var data = Path.of(arguments[0]);
        if (arguments.length > 2 && arguments[1].equals("--own")) {
            Files.write(Path.of(arguments[2]), own(data));
        } else if (arguments.length > 1) {
            try (Writer out = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[1]))), StandardCharsets.UTF_8)) {
                out.write(learned(data));
            }
        } else {
            leaveVoicesOut(data);
        }
    }

    /// Voice, id, channel, labels and the writer's own words of what people wrote, a line each.
    private static List<String> own(Path data) throws IOException, MessageFile.Unreadable {
        var all = voices(data);
        all.put("messages-train", read(data.resolve("messages-train.csv")));
        var lines = new ArrayList<String>();
        all.forEach((voice, rows) -> {
            for (var row : rows) {
                lines.add(String.join(
                        "\t",
                        voice,
                        row.id(),
                        row.message().channel().name().toLowerCase(Locale.ROOT),
                        Label.write(labels(row)),
                        OwnWords.of(row.message()).replaceAll("\\s+", " ").strip()));
            }
        });
        return lines;
    }

    /// The model for these rows, as it is written.
    static String learned(Path data) throws IOException, MessageFile.Unreadable {
        var all = always(data);
        for (var voice : voices(data).values()) {
            all.addAll(voice);
        }
        var out = new StringWriter();
        Training.learn(Training.Seen.all(all, Understanding.features())).write(out);
        return out.toString();
    }

    /// What belongs to no voice: the first rows, and those that the grammar makes.
    private static List<MessageFile.Row> always(Path data) throws IOException, MessageFile.Unreadable {
        var rows = new ArrayList<>(read(data.resolve("messages-train.csv")));
        rows.addAll(new Grammar(Files.readAllLines(data.resolve("grammar.txt"))).rows(MADE_EACH));
        return rows;
    }

    private static SortedMap<String, List<MessageFile.Row>> voices(Path data)
            throws IOException, MessageFile.Unreadable {
        var voices = new TreeMap<String, List<MessageFile.Row>>();
        try (var files = Files.newDirectoryStream(data.resolve("voices"), "*.csv")) {
            for (var file : files) {
                voices.put(file.getFileName().toString().replace(".csv", ""), read(file));
            }
        }
        return voices;
    }

    /// The voices are dealt to folds in turn; each is measured by a model that has learned from the other folds.
    private static void leaveVoicesOut(Path data) throws IOException, MessageFile.Unreadable {
        var features = Understanding.features();
        var always = Training.Seen.all(always(data), features);
        var voices = List.copyOf(voices(data).entrySet());
        var all = new Measure();
        for (int fold = 0; fold < FOLDS; fold++) {
            var others = new ArrayList<>(always);
            for (int i = 0; i < voices.size(); i++) {
                if (i % FOLDS != fold) {
                    others.addAll(Training.Seen.all(voices.get(i).getValue(), features));
                }
            }
            var judge = new Judge(features, Training.learn(others), null);
            for (int i = fold; i < voices.size(); i += FOLDS) {
                var measure = new Measure();
                tell(voices.get(i).getValue(), judge, measure, all);
                say("%s: %s", voices.get(i).getKey(), measure);
            }
        }
        for (var label : Label.values()) {
            var score = all.score(label);
            say(
                    "%-16s %4d  precision %.3f  recall %.3f",
                    label.word(), score.there(), score.precision(), score.recall());
        }
        say("all voices: %s", all);
    }

    static List<MessageFile.Row> read(Path file) throws IOException, MessageFile.Unreadable {
        try (var in = Files.newBufferedReader(file)) {
            return MessageFile.read(in);
        }
    }

    private static Set<Label> labels(MessageFile.Row row) {
        return Objects.requireNonNull(row.labels(), "rows to train on need labels");
    }

    private static void tell(List<MessageFile.Row> rows, Judge judge, Measure... measures) {
        for (var row : rows) {
            var meaning = Understanding.meaning(row.message(), () -> judge.probabilities(row.message()));
            var right = labels(row);
            for (var measure : measures) {
                measure.add(right, meaning);
            }
            if (!right.equals(meaning.labels())) {
                say(
                        "%s %s %s > %s : %s",
                        row.id(),
                        meaning.doubtful() ? "?" : "!",
                        Label.write(right),
                        Label.write(meaning.labels()),
                        row.message().text().replace('\n', ' '));
            }
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
