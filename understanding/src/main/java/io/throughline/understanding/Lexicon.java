package io.throughline.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What words mean, whatever the language: `quit`, `knock it off` and `dejen de` are all STOP. The longest phrase wins.
final class Lexicon {
    private static final int LONGEST = 6;
    private static final int CORRECTABLE = 7;

    private final Map<String, String> concepts = new HashMap<>();
    private final List<String> correctable = new ArrayList<>();

    /// Reads lines of `CONCEPT: phrase, phrase`; `#` begins a comment. A phrase under two concepts keeps the first.
    Lexicon(List<String> lines) {
        for (var line : lines) {
            int colon = line.indexOf(':');
            if (line.startsWith("#") || colon < 0) {
                continue;
            }
            for (var phrase : line.substring(colon + 1).split(",")) {
                var plain = String.join(" ", Tokens.words(phrase));
                if (!plain.isEmpty()) {
                    concepts.putIfAbsent(plain, line.substring(0, colon));
                    if (plain.length() >= CORRECTABLE && plain.indexOf(' ') < 0) {
                        correctable.add(plain);
                    }
                }
            }
        }
        correctable.sort(null);
    }

    /// The words with every known phrase replaced by its concept, in capitals; other words stay.
    List<String> read(List<String> words) {
        var read = new ArrayList<String>();
        int at = 0;
        while (at < words.size()) {
            int taken = 0;
            for (int count = Math.min(LONGEST, words.size() - at); count > 0 && taken == 0; count--) {
                var concept = concepts.get(String.join(" ", words.subList(at, at + count)));
                if (concept != null) {
                    read.add(concept);
                    taken = count;
                }
            }
            if (taken == 0) {
                var word = words.get(at);
                var near = word.length() >= CORRECTABLE - 1 ? near(word) : null;
                read.add(near == null ? word : String.valueOf(concepts.get(near)));
                taken = 1;
            }
            at += taken;
        }
        return read;
    }

    /// A long word of the lexicon that is one slip of the hand away.
    private @org.jspecify.annotations.Nullable String near(String word) {
        for (var known : correctable) {
            if (Math.abs(known.length() - word.length()) <= 1
                    && known.charAt(0) == word.charAt(0)
                    && isOneSlip(known, word)) {
                return known;
            }
        }
        return null;
    }

    /// One letter too many, too few, other, or two changed about.
    static boolean isOneSlip(String one, String two) {
        int same = 0;
        int shorter = Math.min(one.length(), two.length());
        while (same < shorter && one.charAt(same) == two.charAt(same)) {
            same++;
        }
        int end = 0;
        while (end < shorter - same && one.charAt(one.length() - 1 - end) == two.charAt(two.length() - 1 - end)) {
            end++;
        }
        int left = one.length() - same - end;
        int right = two.length() - same - end;
        return left <= 1 && right <= 1
                || left == 2
                        && right == 2
                        && one.charAt(same) == two.charAt(same + 1)
                        && one.charAt(same + 1) == two.charAt(same);
    }
}
