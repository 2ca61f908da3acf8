package io.throughline.platform.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.platform.TestDatabase;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Workflows;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Knowledge on a real database. The model knows two matters, by a word each.
class KnowledgeTest {
    private static final UUID CASE = UUID.fromString("0192f0c0-0000-7000-8000-000000000001");
    private static final Definition ARREARS = arrears();
    private final DataSource database = TestDatabase.fresh();
    private final JdbcTransactionManager manager = new JdbcTransactionManager(database);
    private final ArticleStore store = new ArticleStore(JdbcClient.create(database), "main");
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private Instant now = Instant.parse("2026-11-23T15:00:00Z");
    private final Node one = new Node();
    private final Node other = new Node();

    /// One of several processes on the same database.
    private final class Node {
        final Shelves shelves =
                new Shelves(store, () -> now, beans.getBeanProvider(Embedder.class), manager, ZoneOffset.UTC);
        final Knowledge knowledge = new Knowledge(
                shelves,
                store,
                new UseStore(JdbcClient.create(database), "main"),
                new GapStore(JdbcClient.create(database), "main"),
                beans.getBeanProvider(Embedder.class),
                () -> now);
        final ImportArticles articles = new ImportArticles(
                store,
                shelves,
                new Arrears(),
                new House(Map.of("ann", "agent", "sue", "supervisor")),
                () -> now,
                manager);
        final ReadPassages reader = new ReadPassages(store, beans.getBeanProvider(Embedder.class), manager);
    }

    @Test
    void an_article_is_found_by_its_words_and_once_the_model_has_read_it_by_its_meaning() {
        take(article("late-fees", "", "A charge for being late may be waived once."));
        assertThat(found("agent", "waived charges")).containsExactly("late-fees");
        assertThat(found("agent", "penalty cost")).isEmpty();
        beans.addBean("model", new TwoMatters());
        assertThat(one.reader.read()).isTrue();
        assertThat(one.reader.read()).isFalse();
        assertThat(found("agent", "penalty cost")).containsExactly("late-fees");
        assertThat(found("agent", "snow")).isEmpty();
        assertThat(one.knowledge.search(asker("agent"), "penalty cost", 5).byMeaning())
                .isTrue();
    }

    @Test
    void other_nodes_show_a_new_version_at_once() {
        take(article("late-fees", "", "Waived once."));
        assertThat(open(other, "late-fees").article().body()).isEqualTo("Waived once.");
        assertThat(take(article("late-fees", "", "Waived once.")).unchanged()).isOne();
        assertThat(take(article("late-fees", "", "Never waived.")).changed()).isOne();
        assertThat(open(other, "late-fees").number()).isEqualTo(2);
        take(article("late-fees", "state: withdrawn\n", "Never waived."));
        assertThatThrownBy(() -> open(other, "late-fees")).isInstanceOf(ApiProblem.class);
        assertThat(found("agent", "waived")).isEmpty();
    }

    @Test
    void versions_begin_and_end_on_their_days() {
        take(article("late-fees", "until: 2026-12-31\n", "Waived once."));
        take(article("late-fees", "from: 2026-12-01\nuntil: 2026-12-24\n", "Waived twice."));
        take(article("late-fees", "state: draft\n", "Waived always."));
        assertThat(open(one, "late-fees").article().body()).isEqualTo("Waived once.");
        now = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(open(one, "late-fees").article().body()).isEqualTo("Waived twice.");
        assertThat(found("agent", "waived twice")).containsExactly("late-fees");
        now = Instant.parse("2026-12-25T00:00:00Z");
        assertThatThrownBy(() -> open(one, "late-fees"))
                .hasMessageContaining("article.unknown")
                .isNotNull();
        assertThat(found("agent", "waived twice")).isEmpty();
    }

    @Test
    void nobody_sees_what_is_for_other_roles_or_purposes() {
        take(
                article("limits", "roles: [supervisor]\nsteps: [arrears]\n", "Waived by supervisors."),
                article("law", "purposes: [debt-collection]\nsteps: [arrears]\n", "Waived by law."));
        assertThat(found("agent", "waived")).isEmpty();
        assertThat(found("supervisor", "waived")).containsExactly("limits");
        assertThatThrownBy(() -> open(one, "limits")).isInstanceOf(ApiProblem.class);
        var collecting = new Knowledge.Asker(
                "ann", "agent", new Situation(CASE, "arrears", "options", Optional.of("debt-collection"), Set.of()));
        assertThat(one.knowledge.needed(collecting))
                .extracting(needed -> needed.kept().article().id())
                .containsExactly("law");
        var selling = new Knowledge.Asker(
                "ann", "agent", new Situation(CASE, "arrears", "options", Optional.of("sales"), Set.of()));
        assertThat(one.knowledge.needed(selling)).isEmpty();
        assertThatThrownBy(() -> one.knowledge.open(selling, "law", null)).isInstanceOf(ApiProblem.class);
    }

    @Test
    void what_the_guide_names_comes_first() {
        take(
                article("a-step", "steps: [arrears/options]\n", "For the step."),
                article("b-tag", "tags: [disputes]\n", "For the tag."),
                article("c-other", "steps: [arrears/pay]\n", "For another step."));
        var asker = new Knowledge.Asker(
                "ann", "agent", new Situation(null, "arrears", "options", Optional.empty(), Set.of("disputes")));
        assertThat(one.knowledge.needed(asker))
                .extracting(needed -> needed.kept().article().id() + needed.names())
                .containsExactly("b-tag[disputes]", "a-step[]");
    }

    @Test
    void each_showing_is_evidence_of_its_version() {
        take(article("late-fees", "", "Waived once."));
        var asker = new Knowledge.Asker(
                "ann", "agent", new Situation(CASE, "arrears", "options", Optional.empty(), Set.of()));
        var first = one.knowledge.open(asker, "late-fees", null);
        take(article("late-fees", "", "Waived twice."));
        var second = one.knowledge.open(asker, "late-fees", null);
        assertThat(one.knowledge.showings(CASE))
                .extracting(UseStore.Showing::id, UseStore.Showing::version, UseStore.Showing::step)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                first.showing(), first.kept().version(), "options"),
                        org.assertj.core.groups.Tuple.tuple(
                                second.showing(), second.kept().version(), "options"));
        assertThat(first.kept().version()).isNotEqualTo(second.kept().version());
        assertThat(store.find("late-fees", 1).orElseThrow().article().body())
                .as("what was shown then can be read now")
                .isEqualTo("Waived once.");
    }

    @Test
    void what_is_looked_for_in_vain_is_a_gap_until_it_is_opened() {
        take(article("late-fees", "", "A late charge may be waived."));
        one.knowledge.search(asker("agent"), "giraffes for account 4711 0815", 5);
        now = now.plusSeconds(60);
        one.knowledge.search(asker("agent"), "giraffe for accounts 4711 0816", 5);
        long unopened = one.knowledge.search(asker("agent"), "waived charge", 5).id();
        long opened = one.knowledge.search(asker("agent"), "charge waived", 5).id();
        one.knowledge.open(asker("agent"), "late-fees", opened);
        assertThat(unopened).isNotEqualTo(opened);
        assertThat(gaps()).as("there is still time to open it").containsExactly("2×0 giraffe for accounts #");
        now = now.plus(Knowledge.TIME_TO_OPEN).plusSeconds(1);
        assertThat(gaps()).containsExactly("2×0 giraffe for accounts #", "0×1 waived charge");
        now = now.plus(Duration.ofDays(40));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void what_did_not_help_is_a_gap_of_the_version() {
        take(article("late-fees", "", "A late charge may be waived."));
        long search = one.knowledge.search(asker("agent"), "waived", 5).id();
        var shown = one.knowledge.open(asker("agent"), "late-fees", search);
        one.knowledge.open(asker("agent"), "late-fees", null);
        one.knowledge.judge("ann", shown.showing(), true, "");
        assertThat(one.knowledge.gaps(Duration.ofDays(1), 9).unhelpful()).isEmpty();
        one.knowledge.judge("ann", shown.showing(), false, "by whom?");
        assertThat(one.knowledge.gaps(Duration.ofDays(1), 9).unhelpful())
                .containsExactly(new GapStore.Unhelpful(
                        "late-fees", shown.kept().version(), 1, 2, now, List.of("by whom?"), List.of("waived")));
        assertThatThrownBy(() -> one.knowledge.judge("bea", shown.showing(), true, ""))
                .as("only who was shown it")
                .isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() ->
                        one.knowledge.open(new Knowledge.Asker("bea", "agent", Situation.NONE), "late-fees", search))
                .as("only who searched")
                .isInstanceOf(ApiProblem.class);
    }

    @Test
    void all_articles_are_taken_in_or_none_and_a_trial_takes_none() {
        var good = article("a", "", "Text.");
        var taken = one.articles.take(List.of(good, article("A b", "", "Text.")), "sue", false);
        assertThat(taken.findings()).hasSize(1);
        assertThat(one.articles.take(List.of(good), "sue", true).added()).isOne();
        assertThat(one.articles.take(List.of(good, good), "sue", false).findings())
                .hasSize(1);
        assertThat(found("agent", "text")).isEmpty();
        assertThat(take(good).added()).isOne();
        assertThat(found("agent", "text")).containsExactly("a");
    }

    private List<String> gaps() {
        return one.knowledge.gaps(Duration.ofDays(30), 9).asked().stream()
                .map(gap -> gap.nothingFound() + "×" + gap.nothingOpened() + " "
                        + gap.examples().getFirst())
                .toList();
    }

    private static ImportArticles.Source article(String id, String more, String body) {
        return new ImportArticles.Source(
                id + ".md", "---\nid: " + id + "\ntitle: About\nowner: collections\n" + more + "---\n" + body + "\n");
    }

    private ImportArticles.Taken take(ImportArticles.Source... sources) {
        var taken = one.articles.take(Arrays.asList(sources), "sue", false);
        assertThat(taken.findings()).isEmpty();
        return taken;
    }

    private static Definition arrears() {
        try {
            return DefinitionReader.read(Path.of("..", "workflows", "collections", "arrears.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Knowledge.Asker asker(String role) {
        return new Knowledge.Asker("ann", role, Situation.NONE);
    }

    private List<String> found(String role, String query) {
        return one.knowledge.search(asker(role), query, 5).results().stream()
                .map(result -> result.kept().article().id())
                .toList();
    }

    private static ArticleStore.Kept open(Node node, String id) {
        return node.knowledge.open(asker("agent"), id, null).kept();
    }

    /// Knows that a charge, a penalty and a cost are one matter, and the weather another.
    private static final class TwoMatters implements Embedder {
        @Override
        public String model() {
            return "two-matters";
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            var vectors = new ArrayList<float[]>();
            for (var text : texts) {
                boolean isMoney = text.toLowerCase(Locale.ROOT).matches("(?s).*(charge|penalty|cost).*");
                vectors.add(isMoney ? new float[] {1, 0} : new float[] {0, 1});
            }
            return vectors;
        }
    }

    private static final class Arrears implements Workflows {
        @Override
        public Definition current(String name) {
            return ARREARS;
        }

        @Override
        public Definition version(String name, String version) {
            return current(name);
        }

        @Override
        public List<String> names() {
            return List.of("arrears");
        }
    }
}
