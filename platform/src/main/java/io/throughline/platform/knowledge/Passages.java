package io.throughline.platform.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts texts to the size a model reads well: articles into passages, what is asked into sentences.
public final class Passages {
    /// Characters, about 150 words: the model was trained on texts of up to 256 pieces of words.
    private static final int LONGEST = 700;
    private static final int SHORTEST_SENTENCE = 20;
    private static final Pattern BLOCK = Pattern.compile("\\n(?=#+ )|\\n\\s*\\n");
    private static final Pattern SENTENCE = Pattern.compile("\\n+|(?<=[.?!])[\"”]?\\s+");

    private Passages() {}

    /// Paragraphs and sections, put together as long as they stay short. One that is longer by itself stays whole.
    public static List<String> of(String body) {
        var passages = new ArrayList<String>();
        var passage = new StringBuilder();
        for (var block : BLOCK.split(body)) {
            if (!passage.isEmpty() && passage.length() + block.length() > LONGEST) {
                passages.add(passage.toString());
                passage.setLength(0);
            }
            passage.append(passage.isEmpty() ? "" : "\n").append(block);
        }
        if (!passage.isEmpty()) {
            passages.add(passage.toString());
        }
        return passages;
    }

    /// The sentences of what is asked, at most `most`; the whole when it has none of some length.
    public static List<String> sentences(String asked, int most) {
        var sentences = SENTENCE.splitAsStream(asked)
                .map(String::strip)
                .filter(sentence -> sentence.length() >= SHORTEST_SENTENCE)
                .limit(most)
                .toList();
        return sentences.size() < 2 ? List.of(asked.strip()) : sentences;
    }
}
