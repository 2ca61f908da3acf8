package io.throughline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The articles of tau-Knowledge and what its tasks need of them (Sierra Research, MIT), read where
/// they are. A task says what the customer is to do and say, and which documents it takes; whoever
/// wrote it did so for agents, not for us. Queries are the task's own text and the sentences it
/// puts into the customer's mouth, taken by rule and never chosen.
///
/// @param articles by id: title and text
/// @param queries what is asked, by how it was taken
record KnowledgeData(Map<String, Article> articles, Map<String, List<Query>> queries) {
    private static final Path FOLDER = Path.of("shared", "data", "tau2", "banking_knowledge");
    private static final Pattern QUOTE = Pattern.compile("[\"“]([^\"“”\\n]{30,})[\"”]");
    private static final JsonMapper JSON = new JsonMapper();

    record Article(String title, String text) {}

    /// @param task several queries may be of one
    /// @param needed ids of articles
    record Query(String task, String text, Set<String> needed) {}

    /// The folder beside this repository, if it is there.
    static Path folder() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            for (var folder : List.of(at.resolve(FOLDER), at.resolve("work").resolve(FOLDER))) {
                if (Files.isReadable(folder.resolve("documents.jsonl.gz"))) {
                    return folder;
                }
            }
        }
        return Path.of("..").resolve(FOLDER);
    }

    static boolean isThere() {
        return Files.isReadable(folder().resolve("documents.jsonl.gz"));
    }

    static KnowledgeData read() throws IOException {
        var articles = new LinkedHashMap<String, Article>();
        for (var line : lines("documents.jsonl.gz")) {
            articles.put(text(line, "id"), new Article(text(line, "title"), text(line, "content")));
        }
        var situations = new ArrayList<Query>();
        var said = new ArrayList<Query>();
        for (var task : lines("tasks_train.jsonl.gz")) {
            var needed = new TreeSet<String>();
            task.path("required_documents").forEach(id -> needed.add(id.asString("")));
            var words = text(task.path("user_scenario"), "instructions");
            situations.add(new Query(text(task, "id"), words, needed));
            QUOTE.matcher(words)
                    .results()
                    .forEach(quote ->
                            said.add(new Query(text(task, "id"), quote.group(1).strip(), needed)));
        }
        return new KnowledgeData(articles, Map.of("situation", situations, "said", said));
    }

    /// The share of the needed articles that is among the first ten, as a mean over tasks of the mean over their
    /// queries.
    static double recall(List<Query> queries, List<List<String>> found) {
        var byTask = new LinkedHashMap<String, List<Double>>();
        for (int i = 0; i < queries.size(); i++) {
            var query = queries.get(i);
            long hits = found.get(i).stream()
                    .limit(10)
                    .filter((Predicate<String>) query.needed()::contains)
                    .count();
            byTask.computeIfAbsent(query.task(), _ -> new ArrayList<>())
                    .add((double) hits / query.needed().size());
        }
        return byTask.values().stream()
                .mapToDouble(KnowledgeData::mean)
                .average()
                .orElse(0);
    }

    /// What nobody could exceed: some tasks need more than ten.
    static double ceiling(List<Query> queries) {
        return recall(
                queries,
                queries.stream().map(query -> List.copyOf(query.needed())).toList());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    private static List<JsonNode> lines(String file) throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder().resolve(file))), StandardCharsets.UTF_8))) {
            return in.lines().map(JSON::readTree).toList();
        }
    }
}
