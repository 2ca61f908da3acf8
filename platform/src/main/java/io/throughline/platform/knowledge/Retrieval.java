package io.throughline.platform.knowledge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds articles by words ([Bm25]) and by meaning (cosine), and merges both orders by reciprocal rank fusion (Cormack,
/// Clarke and Büttcher, SIGIR 2009). Immutable; every passage is compared, there is no approximation.
public final class Retrieval {
    /// The constant of reciprocal rank fusion, as its authors have it.
    private static final int FUSION = 60;
    /// How far each order is read.
    private static final int DEPTH = 100;
    /// Cosines below this say nothing with the shipped model; measured in docs/knowledge.md.
    private static final float NOISE = 0.2f;
    /// What is as near as this is about the matter …
    private static final float NEAR = 0.35f;
    /// … and so is what has this share of the asked words' weight.
    private static final float COVERED = 0.6f;

    private final List<Passage> passages;
    private final int[] articles;
    private final int articleCount;
    private final Bm25 words;

    /// A part of an article.
    ///
    /// @param article any name of the article's version
    /// @param words its lexemes with their counts
    /// @param meaning its vector of length 1; null while there is none
    public record Passage(String article, Map<String, Integer> words, float @Nullable [] meaning) {}

    /// What is asked.
    ///
    /// @param words lexemes with their counts
    /// @param sentences a vector of length 1 for each; empty: by words alone
    public record Query(Map<String, Integer> words, List<float[]> sentences) {}

    /// An article that was found, with the passage that fits best.
    ///
    /// @param passage its number among the passages given
    public record Hit(String article, int passage, double score, boolean byWords, boolean byMeaning) {}

    public Retrieval(List<Passage> passages) {
        this(passages, new Bm25(passages.stream().map(Passage::words).toList()));
    }

    private Retrieval(List<Passage> passages, Bm25 words) {
        this.passages = List.copyOf(passages);
        this.words = words;
        var numbers = new HashMap<String, Integer>();
        articles = new int[passages.size()];
        for (int i = 0; i < articles.length; i++) {
            var article = passages.get(i).article();
            numbers.putIfAbsent(article, numbers.size());
            articles[i] = numbers.getOrDefault(article, 0);
        }
        articleCount = numbers.size();
    }

    /// The same passages in the same order, of which the model has read more.
    Retrieval withMeanings(List<Passage> same) {
        return new Retrieval(same, words);
    }

    /// For each article its best value and the passage that has it.
    private record Best(double[] values, int[] passages) {
        Best(int count) {
            this(new double[count], new int[count]);
            Arrays.fill(passages, -1);
        }

        void offer(int article, int passage, double value) {
            if (value > 0 && (passages[article] < 0 || value > values[article])) {
                values[article] = value;
                passages[article] = passage;
            }
        }

        int[] order() {
            return IntStream.range(0, values.length)
                    .filter(article -> passages[article] >= 0)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(article -> -values[article])
                            .thenComparingInt(article -> article))
                    .limit(DEPTH)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /// The articles that fit best, best first; none when nothing visible is about the matter.
    ///
    /// @param visible which articles may be found
    public List<Hit> search(Query query, Predicate<String> visible, int limit) {
        var seen = new Boolean[articleCount];
        IntPredicate isVisible = passage -> {
            var known = seen[articles[passage]];
            if (known == null) {
                known = visible.test(passages.get(passage).article());
                seen[articles[passage]] = known;
            }
            return known;
        };
        var found = new Found(articleCount);
        // without meaning to go by, whatever shares a word is told, as any search by words does
        found.isByWordsAlone = query.sentences().isEmpty();
        byWords(query.words(), isVisible, found);
        byMeaning(query.sentences(), isVisible, found);
        return found.isAboutIt ? merge(found, limit) : List.of();
    }

    private static final class Found {
        final Best words;
        final Best meaning;
        boolean isAboutIt;
        boolean isByWordsAlone;

        Found(int count) {
            words = new Best(count);
            meaning = new Best(count);
        }
    }

    private void byWords(Map<String, Integer> asked, IntPredicate visible, Found found) {
        var match = words.match(asked);
        for (int i = 0; i < articles.length; i++) {
            if (match.scores()[i] > 0 && visible.test(i)) {
                found.words.offer(articles[i], i, match.scores()[i]);
                found.isAboutIt |= found.isByWordsAlone || match.coverage()[i] >= COVERED;
            }
        }
    }

    /// Each sentence counts by the square of how much nearer it is than noise, at the article's nearest passage.
    private void byMeaning(List<float[]> sentences, IntPredicate visible, Found found) {
        var nearest = new Best(articleCount);
        for (var sentence : sentences) {
            var best = new Best(articleCount);
            for (int i = 0; i < articles.length; i++) {
                var meaning = passages.get(i).meaning();
                if (meaning != null && visible.test(i)) {
                    float cosine = dot(sentence, meaning);
                    best.offer(articles[i], i, cosine - NOISE);
                    found.isAboutIt |= cosine >= NEAR;
                }
            }
            for (int article = 0; article < articleCount; article++) {
                int passage = best.passages()[article];
                if (passage >= 0) {
                    double near = best.values()[article];
                    nearest.offer(article, passage, near);
                    found.meaning.values()[article] += near * near;
                    found.meaning.passages()[article] = nearest.passages()[article];
                }
            }
        }
    }

    private List<Hit> merge(Found found, int limit) {
        var scores = new double[articleCount];
        var byWords = found.words.order();
        var byMeaning = found.meaning.order();
        for (var order : List.of(byWords, byMeaning)) {
            for (int rank = 0; rank < order.length; rank++) {
                scores[order[rank]] += 1.0 / (FUSION + 1 + rank);
            }
        }
        return IntStream.concat(Arrays.stream(byMeaning), Arrays.stream(byWords))
                .distinct()
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(article -> -scores[article])
                        .thenComparingInt(article -> article))
                .limit(limit)
                .map(article -> hit(article, found, scores[article]))
                .toList();
    }

    private Hit hit(int article, Found found, double score) {
        int byMeaning = found.meaning.passages()[article];
        int byWords = found.words.passages()[article];
        int passage = byMeaning >= 0 ? byMeaning : byWords;
        return new Hit(passages.get(passage).article(), passage, score, byWords >= 0, byMeaning >= 0);
    }

    /// Four sums at a time: a single one would have to be added up in order, one after the other.
    private static float dot(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }
}
