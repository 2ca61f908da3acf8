package io.throughline.platform.knowledge;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All versions that are or will be in force, as of one revision. Immutable.
final class Shelf {
    static final Shelf EMPTY = new Shelf(Map.of(), Map.of(), null);

    /// By key.
    private final Map<String, ArticleStore.Kept> versions;

    private final Map<String, List<ArticleStore.Kept>> newestFirst;
    private final Map<String, ArticleStore.Stored> passages;
    private final List<ArticleStore.Stored> inOrder;
    private final Retrieval retrieval;
    private final Set<String> languages;

    /// Who reads, what for, and on which day.
    ///
    /// @param purpose of the workflow at hand; empty: none
    record Reader(String role, Optional<String> purpose, LocalDate today) {
        private boolean may(Article article) {
            return (article.roles().isEmpty() || article.roles().contains(role))
                    && (article.purposes().isEmpty()
                            || purpose.filter(article.purposes()::contains).isPresent());
        }
    }

    /// @param before a shelf with the same passages, of which the model had read fewer; null: none
    private Shelf(
            Map<String, ArticleStore.Kept> versions,
            Map<String, ArticleStore.Stored> passages,
            @Nullable Shelf before) {
        this.versions = versions;
        this.passages = passages;
        newestFirst = versions.values().stream()
                .sorted((one, other) -> Integer.compare(other.number(), one.number()))
                .collect(Collectors.groupingBy(kept -> kept.article().id(), TreeMap::new, Collectors.toList()));
        inOrder = passages.values().stream()
                .filter(passage -> versions.containsKey(passage.key()))
                .toList();
        var searched = inOrder.stream()
                .map(passage -> new Retrieval.Passage(passage.key(), passage.words(), passage.vector()))
                .toList();
        retrieval = before == null ? new Retrieval(searched) : before.retrieval.withMeanings(searched);
        languages = versions.values().stream()
                .map(kept -> kept.article().language())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// This with what has changed; versions that nobody will be shown any more are left out.
    Shelf with(List<ArticleStore.Kept> changed, List<ArticleStore.Stored> read, LocalDate today) {
        var all = new TreeMap<>(versions);
        changed.forEach(kept -> all.put(kept.key(), kept));
        var parts = new TreeMap<>(passages);
        read.forEach(passage -> parts.put(passage.key() + "#" + passage.ordinal(), passage));
        var current = new HashMap<String, Integer>();
        all.values().stream()
                .filter(kept -> !kept.article().from().isAfter(today))
                .forEach(kept -> current.merge(kept.article().id(), kept.number(), Math::max));
        all.values()
                .removeIf(kept ->
                        kept.number() < current.getOrDefault(kept.article().id(), 0));
        parts.values().removeIf(passage -> !all.containsKey(passage.key()));
        boolean isSame =
                all.keySet().equals(versions.keySet()) && parts.keySet().equals(passages.keySet());
        return new Shelf(all, parts, isSame ? this : null);
    }

    Set<String> languages() {
        return languages;
    }

    /// The version of an article that is in force: the newest that has begun, unless it has ended or was withdrawn.
    private Optional<ArticleStore.Kept> inForce(String article, LocalDate today) {
        return newestFirst.getOrDefault(article, List.of()).stream()
                .filter(kept -> !kept.article().from().isAfter(today))
                .findFirst()
                .filter(kept -> kept.article().state() == Article.State.PUBLISHED)
                .filter(kept -> kept.article().until() == null
                        || !kept.article().until().isBefore(today));
    }

    /// The version of an article that somebody may be shown.
    Optional<ArticleStore.Kept> shown(String article, Reader reader) {
        return inForce(article, reader.today()).filter(kept -> reader.may(kept.article()));
    }

    /// All that somebody may be shown and that is of some kind, by id.
    List<ArticleStore.Kept> shown(Predicate<Article> kind, Reader reader) {
        return newestFirst.keySet().stream()
                .flatMap(article -> shown(article, reader).stream())
                .filter(kept -> kind.test(kept.article()))
                .toList();
    }

    /// Ids and tags of all articles that are or will be in force.
    Set<String> names() {
        return versions.values().stream()
                .map(ArticleStore.Kept::article)
                .flatMap(article -> Stream.concat(Stream.of(article.id()), article.tags().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// An article that was found, and its passage that fits best.
    record Found(ArticleStore.Kept kept, int passage, boolean byWords, boolean byMeaning) {}

    List<Found> search(Retrieval.Query query, Reader reader, int limit) {
        var visible =
                shown(_ -> true, reader).stream().map(ArticleStore.Kept::key).collect(Collectors.toSet());
        return retrieval.search(query, visible::contains, limit).stream()
                .map(hit -> new Found(
                        Objects.requireNonNull(versions.get(hit.article())),
                        inOrder.get(hit.passage()).ordinal(),
                        hit.byWords(),
                        hit.byMeaning()))
                .toList();
    }

    /// Whether the model has read everything.
    boolean isRead() {
        return inOrder.stream().allMatch(passage -> passage.vector() != null);
    }
}
