package io.throughline.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/// Understands messages, offline, with the model that is shipped. Safe to share between threads.
public final class Understanding {
    static final String LEXICON = "lexicon.txt";
    static final String CUES = "cues.txt";
    static final String MODEL = "model.tsv.gz";
    static final String ENCODER = "encoder.bin";

    private final Judge judge;

    Understanding(Judge judge) {
        this.judge = judge;
    }

    /// The one that is shipped, read when it is first asked for and kept for as long as the process runs.
    public static Understanding shipped() {
        return Shipped.ONE;
    }

    private static final class Shipped {
        private static final Understanding ONE = load();

        private Shipped() {}
    }

    /// Reads the lexicon and the models from the class path: some seconds, some hundred megabytes. Keep it.
    public static Understanding load() {
        try (var packed = resource(MODEL);
                var encoder = resource(ENCODER);
                var in = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
            return new Understanding(new Judge(features(), Model.read(in), Encoder.read(encoder)));
        } catch (IOException e) {
            throw new UncheckedIOException("the model shipped with Throughline cannot be read", e);
        }
    }

    public Meaning of(Message message) {
        return meaning(message, () -> judge.probabilities(message));
    }

    /// A keyword by itself, or else what follows from the probability of each label.
    static Meaning meaning(Message message, Supplier<double[]> probabilities) {
        return Keywords.of(message)
                .map(labels -> new Meaning(labels, labels, 1, false))
                .orElseGet(() -> Decision.of(probabilities.get()));
    }

    /// The writer's own words: without an agent's turns, quoted mail and footers.
    public static String ownWords(Message message) {
        return OwnWords.of(message);
    }

    static Features features() {
        return new Features(new Lexicon(lines(LEXICON)), new Cues(lines(CUES)));
    }

    private static List<String> lines(String name) {
        try (var in = resource(name)) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " shipped with Throughline cannot be read", e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        var in = Understanding.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("there is no " + name + " beside " + Understanding.class.getName());
        }
        return in;
    }
}
