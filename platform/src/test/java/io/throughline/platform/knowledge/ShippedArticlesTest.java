package io.throughline.platform.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The sample articles and the sample workflows fit each other.
class ShippedArticlesTest {
    private static final Path WORKFLOWS = Path.of("..", "workflows");
    private static final List<String> ROLES =
            List.of("agent", "senior-agent", "supervisor", "approver", "administrator");

    @Test
    void every_article_names_steps_that_exist_and_every_guide_names_articles_that_exist() throws IOException {
        var definitions = definitions();
        assertThat(definitions).hasSizeGreaterThan(8);
        var articles = articles(definitions);
        assertThat(articles).hasSizeGreaterThan(12);
        for (var definition : definitions) {
            for (var step : definition.steps().values()) {
                var guide = step.common().guide();
                for (var name : guide == null ? List.<String>of() : guide.knowledge()) {
                    assertThat(articles)
                            .as(definition.name() + " names " + name)
                            .anyMatch(article -> article.isCalled(name));
                }
            }
        }
    }

    private static List<Article> articles(List<Definition> definitions) throws IOException {
        var purposes = new TreeSet<String>();
        var steps = new TreeSet<String>();
        for (var definition : definitions) {
            purposes.add(definition.purpose());
            steps.add(definition.name());
            Situation.places(definition).forEach(step -> steps.add(definition.name() + "/" + step));
        }
        var findings = new Findings(Rule.all());
        var file = new ArticleFile(new ArticleFile.Names(ROLES, purposes, steps), findings);
        var articles = new ArrayList<Article>();
        try (var files = Files.list(WORKFLOWS.resolve("knowledge"))) {
            for (var path : files.sorted().toList()) {
                file.read(path.getFileName().toString(), Files.readString(path)).ifPresent(articles::add);
            }
        }
        assertThat(findings.all()).isEmpty();
        assertThat(articles).extracting(Article::id).doesNotHaveDuplicates();
        return articles;
    }

    private static List<Definition> definitions() throws IOException {
        var definitions = new ArrayList<Definition>();
        try (var files = Files.walk(WORKFLOWS, 2)) {
            for (var path : files.filter(DefinitionReader::isWorkflow).sorted().toList()) {
                if (!path.startsWith(WORKFLOWS.resolve("rehearsals"))
                        && !path.startsWith(WORKFLOWS.resolve("tryouts"))) {
                    definitions.add(DefinitionReader.read(path));
                }
            }
        }
        return definitions;
    }
}
