package io.throughline.platform.records;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The name somebody probably meant.
final class Nearest {
    private Nearest() {}

    /// The candidate with the fewest changed letters, if it is near enough to be a slip.
    static Optional<String> to(String name, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((String c) -> distance(name, c)).thenComparing(Comparator.naturalOrder()))
                .filter(c -> distance(name, c) <= Math.max(2, Math.max(name.length(), c.length()) / 2));
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
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
