package io.throughline.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rows that say nearly the same in nearly the same words, so that a fold of cross-validation never holds what the
/// others
/// give away.
final class Families {
    /// Of the words of two rows, the part they share from which on they are of one family.
    private static final double ALIKE = 0.6;

    private Families() {}

    /// For each row the number of its family: that of the first row in it.
    static int[] of(List<MessageFile.Row> rows) {
        var words = new ArrayList<Set<String>>();
        Map<String, List<Integer>> holders = new HashMap<>();
        int[] family = new int[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            var mine = new HashSet<String>();
            Features.sentences(rows.get(i).message()).forEach(mine::addAll);
            words.add(mine);
            family[i] = i;
            var shared = new HashMap<Integer, Integer>();
            for (var word : mine) {
                for (int other : holders.getOrDefault(word, List.of())) {
                    shared.merge(other, 1, Integer::sum);
                }
                holders.computeIfAbsent(word, _ -> new ArrayList<>()).add(i);
            }
            for (var entry : shared.entrySet()) {
                int both = entry.getValue();
                int all = mine.size() + words.get(entry.getKey()).size() - both;
                if (both >= ALIKE * all) {
                    join(family, i, entry.getKey());
                }
            }
        }
        for (int i = 0; i < family.length; i++) {
            family[i] = head(family, i);
        }
        return family;
    }

    private static void join(int[] family, int one, int other) {
        int first = head(family, one);
        int second = head(family, other);
        family[Math.max(first, second)] = Math.min(first, second);
    }

    private static int head(int[] family, int row) {
        int at = row;
        while (family[at] != at) {
            at = family[at];
        }
        return at;
    }
}
