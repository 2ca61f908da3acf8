package io.throughline.understanding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Text cut into plain sentences and words: lower case, no accents, the short forms of texting written out.
final class Tokens {
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?;…])\\s+|\\n+");
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?i)\\b(mr|mrs|ms|dr|jr|sr|capt|lt|sgt|u\\.?s|a\\.?m|p\\.?m|ch|chap|esq|inc)\\.(?= \\p{L})");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}#&']+(?:-[\\p{L}\\p{N}]+)*|[?]|,");
    private static final Pattern SPACED = Pattern.compile("\\W*(?:\\p{L}[. -]){2,}\\p{L}\\W*");
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("u", "you"),
            Map.entry("ur", "your"),
            Map.entry("r", "are"),
            Map.entry("pls", "please"),
            Map.entry("plz", "please"),
            Map.entry("plese", "please"),
            Map.entry("thx", "thanks"),
            Map.entry("ty", "thanks"),
            Map.entry("thru", "through"),
            Map.entry("tho", "though"),
            Map.entry("w", "with"),
            Map.entry("n", "and"),
            Map.entry("bc", "because"),
            Map.entry("yall", "you"),
            Map.entry("ya'll", "you"),
            Map.entry("em", "them"),
            Map.entry("wk", "week"),
            Map.entry("tmrw", "tomorrow"),
            Map.entry("thot", "thought"),
            Map.entry("q", "que"),
            Map.entry("x", "por"),
            Map.entry("b4", "before"),
            Map.entry("hes", "he is"),
            Map.entry("shes", "she is"),
            Map.entry("theres", "there is"),
            Map.entry("smth", "something"),
            Map.entry("guys", "people"),
            Map.entry("gotta", "must"),
            Map.entry("dnt", "dont"),
            Map.entry("dont", "dont"));

    private Tokens() {}

    /// Sentences of plain words; a question mark and a comma are words of their own.
    static List<List<String>> sentences(String text) {
        var sentences = new ArrayList<List<String>>();
        for (var sentence : SENTENCE.split(ABBREVIATED.matcher(text.strip()).replaceAll("$1"))) {
            var words = words(sentence);
            if (!words.isEmpty()) {
                sentences.add(words);
            }
        }
        return sentences;
    }

    static List<String> words(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[’‘`´]", "'");
        if (SPACED.matcher(plain).matches()) {
            plain = plain.replaceAll("[^\\p{L}]", "");
        }
        plain = plain.replaceAll("\\b([ap])\\.m\\.?", "$1m").replaceAll("\\bu\\.s\\.?", "us");
        var words = new ArrayList<String>();
        var found = WORD.matcher(plain);
        while (found.find()) {
            var word = found.group().replace("'", "");
            if (word.isEmpty() || word.equals(",") && words.isEmpty()) {
                continue;
            }
            for (var part : SHORT.getOrDefault(word, word).split(" ")) {
                words.add(number(part));
            }
        }
        while (!words.isEmpty() && words.getLast().equals(",")) {
            words.removeLast();
        }
        return words;
    }

    private static String number(String word) {
        if (word.length() > 2 && word.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return "00";
        }
        return word.matches("\\d{1,2}(am|pm)") ? "am" : word;
    }
}
