package io.throughline.launcher;

import io.throughline.understanding.Label;
import io.throughline.understanding.Meaning;
import io.throughline.understanding.Measure;
import io.throughline.understanding.MessageFile;
import io.throughline.understanding.Understanding;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Says of each message in a file what a compliance officer would record from it. Needs nothing that runs.
@Command(
        name = "understand",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Say what customers' messages ask for: which contact they refuse, when and where,",
            "and who writes. English and Spanish, offline. A doubtful one is for a person.",
            "The file is CSV: id,channel,text with channel sms, email, chat or call. With a",
            "fourth column, labels (such as stop-call|attorney, or none), the answer is scored."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline understand replies.csv",
            "  ./throughline understand replies.csv --json | jq '.messages[] | select(.doubtful)'"
        })
final class UnderstandCommand implements Callable<Integer> {
    private static final int SHOWN = 60;

    @Parameters(paramLabel = "FILE", description = "Messages as CSV: id,channel,text[,labels].")
    private Path file = Path.of("");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        var rows = rows();
        var understanding = Understanding.load();
        var meanings = rows.parallelStream()
                .map(row -> understanding.of(row.message()))
                .toList();
        var measure = measure(rows, meanings);
        if (output.json) {
            output.terminal().data(json(rows, meanings, measure));
        } else {
            tell(output.terminal(), rows, meanings, measure);
        }
        return ExitCode.OK;
    }

    private List<MessageFile.Row> rows() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "There is no file " + file);
        }
        try (var in = Files.newBufferedReader(file)) {
            return MessageFile.read(in);
        } catch (MessageFile.Unreadable e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + " cannot be read: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, file + " cannot be read: it is not UTF-8. Save it as UTF-8 and try again.", e);
        }
    }

    /// The score, if a person labelled every row.
    private static @Nullable Measure measure(List<MessageFile.Row> rows, List<Meaning> meanings) {
        var measure = new Measure();
        for (int i = 0; i < rows.size(); i++) {
            var right = rows.get(i).labels();
            if (right == null) {
                return null;
            }
            measure.add(right, meanings.get(i));
        }
        return measure;
    }

    private static String json(List<MessageFile.Row> rows, List<Meaning> meanings, @Nullable Measure measure) {
        var answer = Json.object();
        var messages = answer.putArray("messages");
        for (int i = 0; i < rows.size(); i++) {
            var one = messages.addObject().put("id", rows.get(i).id());
            var labels = one.putArray("labels");
            words(meanings.get(i).labels()).forEach(labels::add);
            one.put("confidence", rounded(meanings.get(i).confidence()))
                    .put("doubtful", meanings.get(i).doubtful());
        }
        if (measure != null) {
            score(answer.putObject("score"), measure);
        }
        return Json.print(answer);
    }

    private static List<String> words(Set<Label> labels) {
        return List.of(Label.write(labels).split("\\|"));
    }

    private static void score(ObjectNode score, Measure measure) {
        score.put("messages", measure.rows())
                .put("exact", rounded(measure.exact()))
                .put("falseAlarms", rounded(measure.falseAlarms()))
                .put("held", rounded(measure.held()))
                .put("ignored", rounded(measure.ignored()));
        var labels = score.putArray("labels");
        for (var label : Label.values()) {
            var one = measure.score(label);
            labels.addObject()
                    .put("label", label.word())
                    .put("messages", one.there())
                    .put("precision", rounded(one.precision()))
                    .put("recall", rounded(one.recall()));
        }
    }

    private static double rounded(double part) {
        return Math.round(part * 1000) / 1000d;
    }

    private static void tell(
            Terminal terminal, List<MessageFile.Row> rows, List<Meaning> meanings, @Nullable Measure measure) {
        int widest = rows.stream().mapToInt(row -> row.id().length()).max().orElse(0);
        for (int i = 0; i < rows.size(); i++) {
            var meaning = meanings.get(i);
            var labels = String.join(", ", words(meaning.labels()));
            terminal.data(String.format(
                    Locale.ROOT,
                    "%-" + widest + "s  %3.0f %%  %s%s  %s",
                    rows.get(i).id(),
                    meaning.confidence() * 100,
                    meaning.labels().isEmpty() ? terminal.quiet(labels) : terminal.strong(labels),
                    meaning.doubtful() ? terminal.warning("  doubtful: for a person") : "",
                    terminal.quiet(shown(rows.get(i).message().text()))));
        }
        terminal.data("");
        long doubtful = meanings.stream().filter(Meaning::doubtful).count();
        terminal.data(rows.size() + " messages, " + doubtful + " doubtful");
        if (measure != null) {
            tell(terminal, measure);
        }
    }

    private static void tell(Terminal terminal, Measure measure) {
        terminal.data(String.format(
                Locale.ROOT,
                "%.1f %% labelled exactly as in the file; of those with nothing to record %.1f %% were given a label",
                measure.exact() * 100,
                measure.falseAlarms() * 100));
        terminal.data(String.format(
                Locale.ROOT,
                "%.1f %% are for a person; of the stops %.1f %% of messages have one neither heeded nor put before a person",
                measure.held() * 100,
                measure.ignored() * 100));
        terminal.data("");
        terminal.data(String.format(Locale.ROOT, "%-16s %8s  %9s  %6s", "label", "messages", "precision", "recall"));
        for (var label : Label.values()) {
            var score = measure.score(label);
            terminal.data(String.format(
                    Locale.ROOT,
                    "%-16s %8d  %9.3f  %6.3f",
                    label.word(),
                    score.there(),
                    score.precision(),
                    score.recall()));
        }
    }

    private static String shown(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }
}
