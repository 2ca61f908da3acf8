package io.throughline.platform.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Okapi BM25 over passages, as in Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with the usual
/// k1 = 1.2 and b = 0.75. PostgreSQL brings texts to lexemes; its own ranking knows nothing of how rare a word is.
final class Bm25 {
    private static final double K1 = 1.2;
    private static final double B = 0.75;

    private final Map<String, Posting> postings = new HashMap<>();
    private final int[] lengths;
    private final double meanLength;

    /// Where a word stands, and how often.
    private record Posting(int[] passages, int[] counts) {}

    /// How passages match.
    ///
    /// @param scores by passage
    /// @param coverage by passage: what share of the query's weight its words carry, 0 to 1
    record Match(float[] scores, float[] coverage) {}

    Bm25(List<Map<String, Integer>> passages) {
        lengths = passages.stream()
                .mapToInt(words ->
                        words.values().stream().mapToInt(Integer::intValue).sum())
                .toArray();
        long total = 0;
        for (int length : lengths) {
            total += length;
        }
        meanLength = Math.max(1, (double) total / Math.max(1, lengths.length));
        var where = new HashMap<String, List<int[]>>();
        for (int i = 0; i < passages.size(); i++) {
            for (var word : passages.get(i).entrySet()) {
                where.computeIfAbsent(word.getKey(), _ -> new ArrayList<>()).add(new int[] {i, word.getValue()});
            }
        }
        where.forEach((word, found) -> postings.put(
                word,
                new Posting(
                        found.stream().mapToInt(one -> one[0]).toArray(),
                        found.stream().mapToInt(one -> one[1]).toArray())));
    }

    /// @param query how often each word is asked for
    Match match(Map<String, Integer> query) {
        var scores = new float[lengths.length];
        var coverage = new float[lengths.length];
        double whole = query.keySet().stream().mapToDouble(this::rarity).sum();
        query.forEach((word, times) -> {
            var posting = postings.get(word);
            if (posting != null) {
                add(posting, rarity(word), times, whole, scores, coverage);
            }
        });
        return new Match(scores, coverage);
    }

    private void add(Posting posting, double rarity, int times, double whole, float[] scores, float[] coverage) {
        for (int i = 0; i < posting.passages().length; i++) {
            int passage = posting.passages()[i];
            double count = posting.counts()[i];
            double length = K1 * (1 - B + B * lengths[passage] / meanLength);
            scores[passage] += (float) (times * rarity * count / (count + length));
            coverage[passage] += (float) (rarity / whole);
        }
    }

    /// The inverse document frequency; that of a word nobody uses is the highest.
    private double rarity(String word) {
        var posting = postings.get(word);
        double with = posting == null ? 0 : posting.passages().length;
        return Math.log(1 + (lengths.length - with + 0.5) / (with + 0.5));
    }
}
