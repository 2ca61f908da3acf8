package io.throughline.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The valid name nearest to what was written, for messages that help.
public final class Nearest {
    private Nearest() {}

    /// The candidate with the fewest changed letters, if it is near enough to be a slip.
    public static Optional<String> to(String written, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(written, name) <= Math.max(2, Math.max(written.length(), name.length()) / 2));
    }

    /// `; did you mean "x"?` or, when nothing is near, the names there are.
    public static String hint(String written, Collection<String> names) {
        return to(written, names)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElseGet(() -> names.isEmpty()
                        ? ""
                        : "; valid are "
                                + String.join(", ", names.stream().sorted().toList()));
    }

    /// Levenshtein's distance.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
