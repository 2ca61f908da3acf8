package io.throughline.platform.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrievalTest {
    private static final float[] MONEY = {1, 0};
    private static final float[] WEATHER = {0, 1};
    private final Retrieval retrieval = new Retrieval(List.of(
            new Retrieval.Passage("fees", Map.of("late", 1, "fee", 3), new float[] {0.8f, 0.6f}),
            new Retrieval.Passage("fees", Map.of("waiv", 1, "fee", 1), new float[] {0.6f, 0.8f}),
            new Retrieval.Passage("plans", Map.of("instal", 2, "fee", 1), MONEY),
            new Retrieval.Passage("rain", Map.of("umbrella", 1), WEATHER),
            new Retrieval.Passage("unread", Map.of("umbrella", 1, "fee", 1), null)));

    @Test
    void rare_words_count_more_than_common_ones() {
        assertThat(found(Map.of("fee", 1, "instal", 1), List.of())).startsWith("plans");
        assertThat(found(Map.of("fee", 1), List.of())).startsWith("fees").contains("plans", "unread");
    }

    @Test
    void what_no_word_finds_is_found_by_meaning() {
        assertThat(found(Map.of("costs", 1), List.of(MONEY))).containsExactly("plans", "fees");
        var hits = retrieval.search(new Retrieval.Query(Map.of(), List.of(WEATHER)), _ -> true, 10);
        assertThat(hits.getFirst().article()).isEqualTo("rain");
        assertThat(hits.get(1).article()).isEqualTo("fees");
        assertThat(hits.get(1).passage()).as("the nearer of its passages").isEqualTo(1);
        assertThat(hits.get(1).byMeaning()).isTrue();
        assertThat(hits.get(1).byWords()).isFalse();
    }

    @Test
    void both_orders_count() {
        assertThat(found(Map.of("fee", 1, "late", 1), List.of(MONEY))).startsWith("fees", "plans");
    }

    @Test
    void nothing_is_found_when_nothing_is_about_it() {
        assertThat(found(Map.of("fee", 1, "giraffe", 1, "zebra", 1), List.of(new float[] {0.3f, -0.95f})))
                .isEmpty();
    }

    @Test
    void the_invisible_is_not_found_and_lends_no_relevance() {
        var hits = retrieval.search(
                new Retrieval.Query(Map.of("umbrella", 1), List.of(WEATHER)), name -> name.equals("plans"), 10);
        assertThat(hits).isEmpty();
    }

    private List<String> found(Map<String, Integer> words, List<float[]> sentences) {
        return retrieval.search(new Retrieval.Query(words, sentences), _ -> true, 10).stream()
                .map(Retrieval.Hit::article)
                .toList();
    }
}
