package io.throughline.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Reads a `run` step: which workflow, with which facts, and what comes back.
final class RunReader {
    private final Vocabulary vocabulary;

    RunReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// The facts that come back from the child.
    void declare(String step, Table table) {
        vocabulary.declare(step + ".outcome", FactType.TEXT);
        vocabulary.declare(step + ".case", FactType.TEXT);
        table.findTable("bring").ifPresent(bring -> {
            for (var name : bring.keys()) {
                var word = bring.entry(name, "\"" + name + "\"").find("type").orElse("text");
                vocabulary.declare(step + "." + name, FactType.of(word).orElse(FactType.TEXT));
            }
        });
    }

    Step.Run run(Step.Common common, Table table, Set<String> used, List<String> results) {
        if (results.contains(Step.Run.FAILED)) {
            table.problem(
                    table.at("outcomes"),
                    Rule.DUPLICATE_NAME,
                    "\"failed\" is what comes of a child that reaches no outcome; call the child's own outcome otherwise");
        }
        var values = new LinkedHashMap<String, Step.Value>();
        table.findTable("with")
                .ifPresent(with ->
                        with.keys().forEach(name -> values.put(name, vocabulary.value(with, name, null, used))));
        var bring = new LinkedHashMap<String, Step.Brought>();
        table.findTable("bring").ifPresent(listed -> {
            for (var name : listed.keys()) {
                var entry = listed.entry(name, "\"" + name + "\" of \"bring\"");
                var fact = entry.text("fact");
                if (!fact.isEmpty() && !fact.matches("[\\w-]+\\.\\w+")) {
                    entry.problem(
                            entry.at("fact"),
                            Rule.SHAPE,
                            "\"" + fact + "\" is not a fact of the child; write it as step.name");
                }
                var word = entry.has("type") ? entry.word("type", "a type", FactType.words()) : "text";
                bring.put(name, new Step.Brought(fact, FactType.of(word).orElse(FactType.TEXT)));
                entry.done();
            }
        });
        return new Step.Run(common, table.text("workflow"), values, results, bring);
    }
}
