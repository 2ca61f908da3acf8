package io.throughline.bench;

import io.throughline.adapters.minilm.MiniLm;
import io.throughline.platform.knowledge.Passages;
import io.throughline.platform.knowledge.Retrieval;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the platform's search finds of the articles that a task needs, beside plain BM25 and beside PostgreSQL's own
/// ranking; and what a search takes.
final class KnowledgeBenchmark implements Benchmark {
    private static final int TEN = 10;
    private static final int MOST_SENTENCES = 64;
    private static final String CEILING = "possible";
    private final PrintStream err;

    KnowledgeBenchmark(PrintStream err) {
        this.err = err;
    }

    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public List<Result> run() throws Exception {
        if (!KnowledgeData.isThere()) {
            err.println("skipped: there is no " + KnowledgeData.folder()
                    + " (the tau-Knowledge articles of the founders' data)");
            return List.of();
        }
        var data = KnowledgeData.read();
        var results = new ArrayList<Result>();
        try (var server = EmbeddedPostgres.builder().start();
                var connection = server.getPostgresDatabase().getConnection();
                var lucene = new LuceneBm25(data.articles())) {
            var model = new MiniLm();
            long loading = System.nanoTime();
            var _ = model.embed(List.of("a first sentence"));
            results.add(Result.of("the model's first sentence", millis(loading), "ms", 1000, "ms allowed"));
            var engine = new Engine(connection, model);
            long reading = System.nanoTime();
            engine.read(data.articles());
            results.add(Result.of(
                    "reading a passage", millis(reading) / engine.passages(), "ms", engine.passages(), "passages"));
            for (var kind : List.of("situation", "said")) {
                var queries = Objects.requireNonNull(data.queries().get(kind));
                measure(kind, queries, engine, lucene, results);
            }
        }
        return results;
    }

    private static void measure(
            String kind, List<KnowledgeData.Query> queries, Engine engine, LuceneBm25 lucene, List<Result> results)
            throws SQLException, IOException {
        var both = new ArrayList<List<String>>();
        var words = new ArrayList<List<String>>();
        var meaning = new ArrayList<List<String>>();
        var postgres = new ArrayList<List<String>>();
        var reference = new ArrayList<List<String>>();
        var times = new ArrayList<Double>();
        for (var query : queries) {
            long started = System.nanoTime();
            var asked = engine.ask(query.text());
            both.add(engine.search(asked));
            times.add(millis(started));
            words.add(engine.search(new Retrieval.Query(asked.words(), List.of())));
            meaning.add(engine.search(new Retrieval.Query(Map.of(), asked.sentences())));
            postgres.add(engine.rankedByPostgres(asked.words()));
            reference.add(lucene.search(query.text(), TEN));
        }
        double bm25 = KnowledgeData.recall(queries, reference);
        var name = "recall@10, " + kind + ": ";
        results.add(recall(name + "both", queries, both, bm25));
        results.add(recall(name + "words", queries, words, bm25));
        results.add(recall(name + "meaning", queries, meaning, bm25));
        results.add(recall(name + "ts_rank_cd", queries, postgres, bm25));
        results.add(Result.of(name + CEILING, 100 * KnowledgeData.ceiling(queries), "%", 100 * bm25, "% Lucene BM25"));
        var sorted = times.stream().sorted().toList();
        results.add(Result.of("p50, " + kind, sorted.get(sorted.size() / 2), "ms", queries.size(), "queries"));
    }

    private static Result recall(
            String name, List<KnowledgeData.Query> queries, List<List<String>> found, double reference) {
        return Result.of(name, 100 * KnowledgeData.recall(queries, found), "%", 100 * reference, "% Lucene BM25");
    }

    private static double millis(long started) {
        return (System.nanoTime() - started) / 1e6;
    }

    /// The platform's search, with PostgreSQL for the lexemes as there.
    private static final class Engine {
        private static final String LEXEMES =
                "select lexeme, cardinality(positions) from unnest(to_tsvector('english', ?))";
        private final Connection connection;
        private final MiniLm model;
        private Retrieval retrieval = new Retrieval(List.of());
        private int passages;

        Engine(Connection connection, MiniLm model) throws SQLException {
            this.connection = connection;
            this.model = model;
            try (var statement = connection.createStatement()) {
                statement.execute("create table article (id text, words tsvector)");
            }
        }

        int passages() {
            return passages;
        }

        void read(Map<String, KnowledgeData.Article> articles) throws SQLException {
            var all = new ArrayList<Retrieval.Passage>();
            for (var article : articles.entrySet()) {
                var title = article.getValue().title();
                var texts = Passages.of(article.getValue().text()).stream()
                        .map(passage -> title + "\n" + passage)
                        .toList();
                var vectors = model.embed(texts);
                for (int i = 0; i < texts.size(); i++) {
                    all.add(new Retrieval.Passage(article.getKey(), lexemes(texts.get(i)), vectors.get(i)));
                }
                try (var insert =
                        connection.prepareStatement("insert into article values (?, to_tsvector('english', ?))")) {
                    insert.setString(1, article.getKey());
                    insert.setString(2, title + "\n" + article.getValue().text());
                    insert.executeUpdate();
                }
            }
            passages = all.size();
            retrieval = new Retrieval(all);
        }

        Retrieval.Query ask(String text) throws SQLException {
            return new Retrieval.Query(lexemes(text), model.embed(Passages.sentences(text, MOST_SENTENCES)));
        }

        List<String> search(Retrieval.Query query) {
            return retrieval.search(query, _ -> true, TEN).stream()
                    .map(Retrieval.Hit::article)
                    .toList();
        }

        /// Any of the words, by PostgreSQL's cover density, divided by the logarithm of the length.
        List<String> rankedByPostgres(Map<String, Integer> words) throws SQLException {
            var any = String.join(
                    " | ",
                    words.keySet().stream()
                            .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "'")
                            .toList());
            var found = new ArrayList<String>();
            try (var select = connection.prepareStatement(
                    "select id from article, (select ?::tsquery as asked) as asking where words @@ asked"
                            + " order by ts_rank_cd(words, asked, 1) desc, id limit " + TEN)) {
                select.setString(1, any);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            return found;
        }

        private Map<String, Integer> lexemes(String text) throws SQLException {
            var lexemes = new HashMap<String, Integer>();
            try (var select = connection.prepareStatement(LEXEMES)) {
                select.setString(1, text);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        lexemes.put(rows.getString(1), rows.getInt(2));
                    }
                }
            }
            return lexemes;
        }
    }
}
