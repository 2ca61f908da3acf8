package io.throughline.platform.knowledge;

import io.throughline.platform.cases.Workflows;
import io.throughline.platform.staff.Colleagues;
import io.throughline.workflow.Finding;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Rule;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes articles in: all of them, or none when anything is wrong with one.
@Service
class ImportArticles {
    private final ArticleStore store;
    private final Shelves shelves;
    private final Workflows workflows;
    private final Colleagues house;
    private final InstantSource clock;
    private final TransactionTemplate transactions;

    ImportArticles(
            ArticleStore store,
            Shelves shelves,
            Workflows workflows,
            Colleagues house,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.shelves = shelves;
        this.workflows = workflows;
        this.house = house;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// A file as it came.
    record Source(String name, String text) {}

    /// What became, or would become, of them.
    ///
    /// @param added articles that were not known
    /// @param changed articles that got a new version
    /// @param findings what is wrong; then nothing was taken in
    /// @param missing names in guides of steps, as `workflow/step: name`, that no article has
    record Taken(int articles, int added, int changed, int unchanged, List<Finding> findings, List<String> missing) {}

    /// @param isTrial whether to say what would happen, and do nothing
    Taken take(List<Source> sources, String by, boolean isTrial) {
        var findings = new Findings(Rule.all());
        var articles = read(sources, findings);
        if (!findings.isEmpty()) {
            return new Taken(articles.size(), 0, 0, 0, findings.all(), List.of());
        }
        // asked outside the transaction: what is not committed must never come onto the shelf
        var missing = missing(articles);
        return Objects.requireNonNull(transactions.execute(status -> {
            if (isTrial) {
                status.setRollbackOnly();
            }
            return keep(articles, by, missing);
        }));
    }

    private List<Article> read(List<Source> sources, Findings findings) {
        var file = new ArticleFile(names(), findings);
        var articles = new ArrayList<Article>();
        var whence = new HashMap<String, String>();
        for (var source : sources) {
            file.read(source.name(), source.text()).ifPresent(article -> {
                var other = whence.putIfAbsent(article.id(), source.name());
                if (other != null) {
                    findings.add(new Finding(
                            source.name(),
                            1,
                            1,
                            Rule.DUPLICATE_NAME,
                            "\"" + article.id() + "\" is the id of the article in " + other + " as well"));
                }
                articles.add(article);
            });
        }
        return articles;
    }

    private ArticleFile.Names names() {
        var purposes = new TreeSet<String>();
        var steps = new TreeSet<String>();
        for (var name : workflows.names()) {
            var definition = workflows.current(name);
            purposes.add(definition.purpose());
            steps.add(name);
            Situation.places(definition).forEach(step -> steps.add(name + "/" + step));
        }
        return new ArticleFile.Names(house.roles(), purposes, steps);
    }

    private Taken keep(List<Article> articles, String by, List<String> missing) {
        long revision = store.change();
        int added = 0;
        int changed = 0;
        for (var article : articles) {
            var newest = store.newest(article.id());
            var version = article.version();
            if (newest.filter(kept -> kept.version().equals(version)).isEmpty()) {
                int number = newest.map(ArticleStore.Kept::number).orElse(0) + 1;
                store.add(new ArticleStore.Kept(number, version, article), clock.instant(), by, revision);
                added += newest.isEmpty() ? 1 : 0;
                changed += newest.isEmpty() ? 0 : 1;
            }
        }
        return new Taken(articles.size(), added, changed, articles.size() - added - changed, List.of(), missing);
    }

    private List<String> missing(List<Article> articles) {
        var names = new TreeSet<>(shelves.now().names());
        for (var article : articles) {
            names.add(article.id());
            names.addAll(article.tags());
        }
        var missing = new ArrayList<String>();
        for (var workflow : workflows.names()) {
            for (var step : workflows.current(workflow).steps().entrySet()) {
                var guide = step.getValue().common().guide();
                if (guide != null) {
                    guide.knowledge().stream()
                            .filter(name -> !names.contains(name))
                            .forEach(name -> missing.add(workflow + "/" + step.getKey() + ": " + name));
                }
            }
        }
        return missing;
    }
}
