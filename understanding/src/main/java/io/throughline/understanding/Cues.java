package io.throughline.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Turns of phrase, written over concepts: `NEG ~ X` is "don't ever call" and "ya no me manden
/// textos". Each that is met is a feature, alone and with what qualifies it in the same sentence: a
/// time, a workplace, an if, a question.
final class Cues {
    private record Cue(String name, Pattern pattern) {}

    private final List<Cue> cues = new ArrayList<>();

    /// Reads lines of `name: elements`; `#` begins a comment.
    Cues(List<String> lines) {
        for (var line : lines) {
            int colon = line.indexOf(':');
            if (!line.startsWith("#") && colon > 0) {
                cues.add(new Cue(line.substring(0, colon), pattern(line.substring(colon + 1))));
            }
        }
    }

    private static Pattern pattern(String elements) {
        var pattern = new StringBuilder();
        for (var element : elements.replace("(", "").replace(")", "").strip().split("\\s+")) {
            pattern.append(
                    switch (element) {
                        case "^" -> "^";
                        case "$" -> "$";
                        case "~" -> "(?: [^ ,]+){0,3}";
                        case "~~" -> "(?: [^ ]+){0,8}";
                        default -> " (?:" + element.replace("?", "\\?") + ")(?![^ ])";
                    });
        }
        return Pattern.compile(pattern.toString());
    }

    /// Adds the cues of each sentence, and those that nothing in the whole message qualifies.
    void add(Set<String> found, List<List<String>> sentences) {
        var all = new TreeSet<String>();
        var qualifiers = new TreeSet<String>();
        for (var sentence : sentences) {
            var met = met(sentence);
            var here = met.stream().filter(Cues::qualifies).collect(Collectors.joining(" "));
            for (var cue : met) {
                found.add("cue " + cue);
                if (!qualifies(cue)) {
                    found.add("cue " + cue + " [" + here + "]");
                    all.add(cue + (here.isEmpty() ? "" : "*"));
                } else {
                    qualifiers.add(cue);
                }
            }
        }
        var with = String.join(" ", qualifiers);
        all.forEach(cue -> found.add("all " + cue + " {" + with + "}"));
        var list = List.copyOf(all);
        for (int i = 0; i < list.size(); i++) {
            for (int j = i + 1; j < list.size(); j++) {
                found.add("both " + list.get(i) + " " + list.get(j));
            }
        }
    }

    private static boolean qualifies(String cue) {
        return Character.isUpperCase(cue.charAt(0));
    }

    private Set<String> met(List<String> sentence) {
        var text = sentence.stream().map(word -> " " + word).collect(Collectors.joining());
        var met = new TreeSet<String>();
        for (var cue : cues) {
            if (!met.contains(cue.name()) && cue.pattern().matcher(text).find()) {
                met.add(cue.name());
            }
        }
        return met;
    }
}
