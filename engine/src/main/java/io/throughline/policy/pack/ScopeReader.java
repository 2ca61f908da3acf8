package io.throughline.policy.pack;

import io.throughline.policy.pack.PolicyRule.Scope;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads to what a rule applies: words, or names of lists of them.
final class ScopeReader {
    private final FactModel model;
    private final List<String> jurisdictions;

    ScopeReader(FactModel model, List<String> jurisdictions) {
        this.model = model;
        this.jurisdictions = jurisdictions;
    }

    List<String> jurisdictions() {
        return jurisdictions;
    }

    Scope read(Optional<Table> found) {
        if (found.isEmpty()) {
            return new Scope(Set.copyOf(jurisdictions), Set.of(), Set.of(), Set.of(), Set.of(), false);
        }
        var table = found.get();
        var own = words(table, "jurisdictions");
        var scope = new Scope(
                own.isEmpty() ? Set.copyOf(jurisdictions) : own,
                words(table, "actors"),
                words(table, "channels"),
                words(table, "actions"),
                Set.copyOf(table.findTexts("states")),
                table.find("number").orElse("").equals("counts"));
        table.done();
        return scope;
    }

    /// Each word must be one of the list of that name in the fact model, or the name of a list.
    private Set<String> words(Table table, String key) {
        var valid = model.lists().getOrDefault(key, List.of());
        var words = new LinkedHashSet<String>();
        for (var word : table.findTexts(key)) {
            var list = model.lists().get(word);
            if (list != null) {
                words.addAll(list);
            } else if (valid.contains(word)) {
                words.add(word);
            } else {
                var known = new LinkedHashSet<>(valid);
                known.addAll(model.lists().keySet());
                table.problem(
                        table.at(key),
                        Rule.UNKNOWN_NAME,
                        "\"" + word + "\" is not one of the " + key + Nearest.hint(word, known));
            }
        }
        return words;
    }
}
