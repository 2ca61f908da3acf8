package io.throughline.understanding;

import io.throughline.understanding.Message.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the models are shown of a message: runs of words, runs of concepts with and without the words between, pairs of
/// concepts, and the channel beside them. A feature is there or not; how often does not count.
final class Features {
    private static final int NEAR = 5;
    private static final int PAIRS_UP_TO = 40;

    /// @param plain what every label but the channels' own is judged by
    /// @param views what a channel's stop and only are judged by
    record Found(Set<String> plain, Map<View, Set<String>> views) {}

    private final Lexicon lexicon;
    private final Cues cues;

    Features(Lexicon lexicon, Cues cues) {
        this.lexicon = lexicon;
        this.cues = cues;
    }

    /// The writer's own words, sentence by sentence.
    static List<List<String>> sentences(Message message) {
        return Tokens.sentences(OwnWords.of(message));
    }

    Found of(Channel by, List<List<String>> sentences) {
        var read = sentences.stream().map(lexicon::read).toList();
        var words = words(by, sentences);
        var plain = new TreeSet<>(words);
        for (var sentence : sentences) {
            runs(plain, "w ", sentence, 2);
        }
        concepts(plain, read, by.name().substring(0, 2));
        cues.add(plain, read);
        var views = new EnumMap<View, Set<String>>(View.class);
        for (var view : View.values()) {
            var seen = new TreeSet<String>();
            var where = view.isWhereItCameBy(by) ? "here" : by == Channel.CHAT ? "chat" : "there";
            words.forEach(it -> seen.add(view.name() + " " + it));
            var mapped = read.stream().map(it -> view.map(it, by)).toList();
            cues.add(seen, mapped);
            concepts(seen, mapped, where);
            views.put(view, seen);
        }
        return new Found(plain, views);
    }

    private static Set<String> words(Channel by, List<List<String>> sentences) {
        var found = new TreeSet<String>();
        sentences.forEach(it -> slices(found, it));
        if (sentences.size() == 1 && sentences.getFirst().size() <= 4) {
            var words = String.join(
                    " ",
                    sentences.getFirst().stream()
                            .filter(it -> !it.equals("please") && !it.equals("thanks"))
                            .toList());
            found.add("is " + words);
            found.add("is " + by + " " + words);
        }
        found.add("by " + by);
        int count = sentences.stream().mapToInt(List::size).sum();
        found.add("length "
                + (count <= 2 ? count : count <= 6 ? "few" : count <= 20 ? "some" : count <= 50 ? "many" : "long"));
        return found;
    }

    private static void concepts(Set<String> found, List<List<String>> read, String by) {
        var all = new TreeSet<String>();
        for (var words : read) {
            var concepts = words.stream().filter(Features::isConcept).toList();
            runs(found, "m ", words, 4);
            runs(found, "c ", concepts, 4);
            skips(found, concepts);
            for (int i = 0; i < concepts.size(); i++) {
                found.add(by + " " + concepts.get(i));
                if (i + 1 < concepts.size()) {
                    found.add(by + " " + concepts.get(i) + " " + concepts.get(i + 1));
                }
            }
            if (!concepts.isEmpty() && concepts.size() == words.size() && words.size() <= 4) {
                found.add("only " + String.join(" ", concepts));
            }
            all.addAll(concepts);
        }
        pairs(found, new ArrayList<>(all));
    }

    private static void pairs(Set<String> found, List<String> kinds) {
        for (int i = 0; i < kinds.size() && kinds.size() <= PAIRS_UP_TO; i++) {
            for (int j = i + 1; j < kinds.size(); j++) {
                found.add("p " + kinds.get(i) + " " + kinds.get(j));
            }
        }
    }

    private static boolean isConcept(String word) {
        return Character.isUpperCase(word.charAt(0));
    }

    /// Every run of one to `longest` words, with the sentence's edges marked.
    private static void runs(Set<String> found, String kind, List<String> words, int longest) {
        for (int from = -1; from < words.size(); from++) {
            var run = new StringBuilder(kind).append(from < 0 ? "^" : words.get(from));
            if (from >= 0) {
                found.add(run.toString());
            }
            for (int next = from + 1; next < from + longest && next <= words.size(); next++) {
                run.append(' ').append(next == words.size() ? "$" : words.get(next));
                found.add(run.toString());
            }
        }
    }

    /// Two concepts in this order and near each other, whatever is between.
    private static void skips(Set<String> found, List<String> concepts) {
        for (int i = 0; i < concepts.size(); i++) {
            for (int j = i + 1; j < Math.min(concepts.size(), i + NEAR); j++) {
                found.add("s " + concepts.get(i) + " " + concepts.get(j));
            }
        }
    }

    /// Four letters in a row: what survives a slip of the hand and an inflection.
    private static void slices(Set<String> found, List<String> words) {
        for (var word : words) {
            var edged = "<" + word + ">";
            for (int i = 0; i + 4 <= edged.length(); i++) {
                found.add("l " + edged.substring(i, i + 4));
            }
        }
    }
}
