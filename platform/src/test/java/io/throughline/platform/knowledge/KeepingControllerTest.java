package io.throughline.platform.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.platform.HeardCases;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.staff.Actors;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Who may do what by the API, and what it tells: sue is a supervisor, ann an agent.
class KeepingControllerTest {
    private static final String ARTICLE = "---\nid: limits\ntitle: Limits\nowner: o\nroles: [supervisor]\n"
            + "purposes: [debt-collection]\nsteps: [arrears/options]\n---\nText.\n";
    private final Workflows workflows = new Arrears();
    private final House house = new House(Map.of("sue", "supervisor", "ann", "agent"));
    private final Actors actors = header -> new By(By.Actor.AGENT, String.valueOf(header), By.Channel.API);
    private final KeepingController keeping;
    private final KnowledgeController reading;

    KeepingControllerTest() {
        var database = TestDatabase.fresh();
        var jdbc = JdbcClient.create(database);
        var manager = new JdbcTransactionManager(database);
        var store = new ArticleStore(jdbc, "main");
        var models = new StaticListableBeanFactory().getBeanProvider(Embedder.class);
        var shelves = new Shelves(store, () -> Instant.EPOCH, models, manager, ZoneOffset.UTC);
        var knowledge = new Knowledge(
                shelves, store, new UseStore(jdbc, "main"), new GapStore(jdbc, "main"), models, () -> Instant.EPOCH);
        var imports = new ImportArticles(store, shelves, workflows, house, () -> Instant.EPOCH, manager);
        keeping = new KeepingController(imports, knowledge, actors, house);
        reading = new KnowledgeController(knowledge, new Situation.Finder(new HeardCases(), workflows), actors, house);
    }

    @Test
    void only_keepers_bring_articles_in_and_see_the_gaps() {
        assertThatThrownBy(() -> keeping.take(files(ARTICLE, false), "ann")).satisfies(code("knowledge.keepers"));
        assertThatThrownBy(() -> keeping.gaps(30, "ann")).satisfies(code("knowledge.keepers"));
        assertThat(keeping.take(files(ARTICLE, false), "sue").added()).isOne();
        assertThat(keeping.gaps(30, "sue").asked()).isEmpty();
    }

    @Test
    void a_dry_run_tells_everything_that_is_wrong_and_an_import_refuses_it() {
        var wrong = ARTICLE.replace("arrears/options", "arrears/optoins");
        var trial = keeping.take(files(wrong, true), "sue");
        assertThat(trial.findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding).containsEntry("file", "limits.md").containsEntry("line", 7));
        assertThatThrownBy(() -> keeping.take(files(wrong, false), "sue")).satisfies(code("knowledge.invalid"));
        assertThatThrownBy(() -> keeping.take(new KeepingController.Files(List.of(), false), "sue"))
                .satisfies(code("knowledge.files"));
    }

    @Test
    void the_purpose_follows_from_the_workflow_and_cannot_be_given() {
        keeping.take(files(ARTICLE, false), "sue");
        assertThat(reading.needed("arrears", "options", null, "sue").articles())
                .extracting(KnowledgeController.Line::id)
                .containsExactly("limits");
        assertThat(reading.needed("arrears", "options", null, "ann").articles()).isEmpty();
        var ask = new KnowledgeController.Ask("limits text", null, null, null, null);
        assertThat(reading.search(ask, "sue").results())
                .as("no workflow, no purpose")
                .isEmpty();
        var there = new KnowledgeController.Ask("limits text", "arrears", null, null, null);
        assertThat(reading.search(there, "sue").results()).hasSize(1);
        assertThat(reading.search(there, "ann").results()).isEmpty();
        var open = new KnowledgeController.Open(null, "arrears", "options", null);
        assertThatThrownBy(() -> reading.open("limits", open, "ann")).satisfies(code("article.unknown"));
        var whole = reading.open("limits", open, "sue");
        assertThat(whole.markdown()).isEqualTo("Text.");
        assertThat(reading.judge(whole.showing(), new KnowledgeController.Verdict(false, "who?"), "sue")
                        .helpful())
                .isFalse();
        assertThat(keeping.gaps(30, "sue").unhelpful()).hasSize(1);
    }

    @Test
    void what_does_not_exist_is_told_with_what_is_near() {
        assertThatThrownBy(() -> reading.needed("arears", null, null, "ann"))
                .satisfies(code("workflow.unknown"))
                .hasMessageContaining("arrears");
        assertThatThrownBy(() -> reading.needed("arrears", "optoins", null, "ann"))
                .satisfies(code("step.unknown"))
                .hasMessageContaining("options");
        assertThatThrownBy(() -> reading.needed(null, null, "TL-0000-0000", "ann"))
                .satisfies(code("case.unknown"));
        assertThatThrownBy(() -> reading.search(new KnowledgeController.Ask(" ", null, null, null, null), "ann"))
                .satisfies(code("knowledge.query"));
    }

    private static java.util.function.Consumer<Throwable> code(String code) {
        return problem ->
                assertThat(((ApiProblem) problem).getBody().getProperties()).containsEntry("code", code);
    }

    private static KeepingController.Files files(String text, boolean isTrial) {
        return new KeepingController.Files(List.of(new KeepingController.File("limits.md", text)), isTrial);
    }

    private static final class Arrears implements Workflows {
        private final Definition arrears = read();

        private static Definition read() {
            try {
                return DefinitionReader.read(Path.of("..", "workflows", "collections", "arrears.yaml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Definition current(String name) {
            return arrears;
        }

        @Override
        public Definition version(String name, String version) {
            return arrears;
        }

        @Override
        public List<String> names() {
            return List.of("arrears");
        }
    }
}
