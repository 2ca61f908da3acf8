package io.throughline.platform.knowledge;

import io.throughline.platform.access.ApiProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/// What somebody may know where they stand: articles for the step unasked, articles that a search
/// finds, and one article, whose showing is evidence. Nobody sees a draft, what has ended or was
/// withdrawn, or what is limited to other roles or purposes: to them it does not exist.
@Service
class Knowledge {
    private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);
    static final int LONGEST_QUERY = 4_000;
    private static final int MOST_SENTENCES = 64;
    /// As long somebody may look at the results of a search before it counts as one that led to nothing.
    static final Duration TIME_TO_OPEN = Duration.ofMinutes(10);

    private final Shelves shelves;
    private final ArticleStore articles;
    private final UseStore uses;
    private final GapStore gaps;
    private final ObjectProvider<Embedder> embedder;
    private final InstantSource clock;

    Knowledge(
            Shelves shelves,
            ArticleStore articles,
            UseStore uses,
            GapStore gaps,
            ObjectProvider<Embedder> embedder,
            InstantSource clock) {
        this.shelves = shelves;
        this.articles = articles;
        this.uses = uses;
        this.gaps = gaps;
        this.embedder = embedder;
        this.clock = clock;
    }

    /// Somebody of the house, and where they stand.
    record Asker(String person, String role, Situation situation) {
        private Shelf.Reader on(java.time.LocalDate day) {
            return new Shelf.Reader(role, situation.purpose(), day);
        }
    }

    /// @param names by which the guide of the step names it; empty: its own steps say that it belongs here
    record Needed(ArticleStore.Kept kept, List<String> names) {}

    /// What belongs to a step without asking, what its guide names first.
    List<Needed> needed(Asker asker) {
        var at = asker.situation();
        var workflow = at.workflow();
        if (workflow == null) {
            return List.of();
        }
        var step = Objects.requireNonNullElse(at.step(), "");
        var needed = new ArrayList<Needed>();
        for (var kept : shelves.now().shown(_ -> true, asker.on(shelves.today()))) {
            var article = kept.article();
            var names = at.tags().stream().filter(article::isCalled).sorted().toList();
            if (!names.isEmpty() || article.isShownAt(workflow, step)) {
                needed.add(new Needed(kept, names));
            }
        }
        needed.sort(java.util.Comparator.comparing((Needed one) -> one.names().isEmpty())
                .thenComparing(one -> one.kept().article().id()));
        return needed;
    }

    /// @param excerpt the passage that fits best
    record Result(ArticleStore.Kept kept, String excerpt, boolean byWords, boolean byMeaning) {}

    /// @param id by which opening a result is told to have come of this search
    /// @param byMeaning whether the model took part; without, only words were compared
    record Results(long id, List<Result> results, boolean byMeaning) {}

    Results search(Asker asker, String asked, int limit) {
        var shelf = shelves.now();
        var sentences = meaning(asked);
        var query = new Retrieval.Query(articles.lexemes(asked, shelf.languages()), sentences);
        var found = shelf.search(query, asker.on(shelves.today()), limit);
        var results = found.stream()
                .map(one -> new Result(
                        one.kept(), articles.passage(one.kept().key(), one.passage()), one.byWords(), one.byMeaning()))
                .toList();
        var masked = Masked.of(asked);
        long id = uses.searched(
                clock.instant(),
                asker.person(),
                masked,
                topic(masked, shelf),
                asker.situation().workflow(),
                asker.situation().step(),
                results.size());
        return new Results(id, results, !sentences.isEmpty() && shelf.isRead());
    }

    private String topic(String masked, Shelf shelf) {
        var lexemes = articles.lexemes(masked, shelf.languages()).keySet();
        return lexemes.isEmpty()
                ? masked.toLowerCase(java.util.Locale.ROOT)
                : String.join(" ", lexemes.stream().sorted().toList());
    }

    private List<float[]> meaning(String asked) {
        var model = embedder.getIfAvailable();
        if (model == null) {
            return List.of();
        }
        try {
            return model.embed(Passages.sentences(asked, MOST_SENTENCES));
        } catch (RuntimeException e) {
            LOG.warn("the model does not answer; searching by words alone", e);
            return List.of();
        }
    }

    /// @param showing by which it is evidence
    record Opened(long showing, ArticleStore.Kept kept) {}

    /// The article in the version in force, and the record that this person was shown it.
    ///
    /// @param search that led to it, if one did
    /// @throws ApiProblem if there is no such article for them
    Opened open(Asker asker, String id, @Nullable Long search) {
        var shelf = shelves.now();
        var shown = shelf.shown(id, asker.on(shelves.today())).orElseThrow(() -> unknown(id));
        if (search != null && !uses.hasSearched(asker.person(), search)) {
            throw new ApiProblem(
                    HttpStatus.NOT_FOUND, "search.unknown", "You have made no search with the number " + search + ".");
        }
        long showing = uses.shown(
                clock.instant(),
                asker.person(),
                shown,
                asker.situation().caseId(),
                asker.situation().step(),
                search);
        var whole = articles.find(id, shown.number()).orElseThrow(() -> unknown(id));
        return new Opened(showing, whole);
    }

    private static ApiProblem unknown(String id) {
        // whether it exists for others is not told
        return new ApiProblem(
                HttpStatus.NOT_FOUND, "article.unknown", "There is no article \"" + id + "\" for you here and now.");
    }

    /// What somebody thinks of what they were shown. The last word counts.
    void judge(String person, long showing, boolean helpful, String note) {
        var shown = uses.showing(showing)
                .filter(one -> one.person().equals(person))
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.NOT_FOUND,
                        "showing.unknown",
                        "You were shown nothing with the number " + showing + "."));
        uses.judged(shown.id(), clock.instant(), helpful, Masked.of(note));
    }

    List<UseStore.Showing> showings(UUID caseId) {
        return uses.showings(caseId);
    }

    record Gaps(Instant since, List<GapStore.Asked> asked, List<GapStore.Unhelpful> unhelpful) {}

    /// What people looked for and did not find, and what they found and did not help, most often first.
    Gaps gaps(Duration time, int most) {
        var now = clock.instant();
        var since = now.minus(time);
        return new Gaps(since, gaps.asked(since, now.minus(TIME_TO_OPEN), most), gaps.unhelpful(since, most));
    }
}
