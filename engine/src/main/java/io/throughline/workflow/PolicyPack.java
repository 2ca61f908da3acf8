package io.throughline.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// A policy pack over record operations as it is written: rules in order, each with the clause it
/// stands for, and values that several of them use. What its expressions mean depends on the
/// operation, so they are compiled there.
///
/// @param values CEL by name
record PolicyPack(String name, Table table, SequencedMap<String, Text> values, List<PackRule> rules) {
    /// An expression and where it stands.
    record Text(String source, Node at) {}

    /// @param only operations it applies to; empty: all
    /// @param except operations it does not apply to
    record PackRule(
            String id, String clause, String reason, List<String> only, List<String> except, Text holds, Table table) {
        boolean appliesTo(String operation) {
            return (only.isEmpty() || only.contains(operation)) && !except.contains(operation);
        }
    }

    static PolicyPack read(Table table, Findings findings) {
        var name = table.text("policy");
        table.find("title");
        table.find("source");
        var values = new LinkedHashMap<String, Text>();
        table.findTable("values")
                .ifPresent(listed ->
                        listed.keys().forEach(key -> values.put(key, new Text(listed.text(key), listed.at(key)))));
        var rules = new ArrayList<PackRule>();
        var listed = table.table("rules");
        for (var id : listed.keys()) {
            var rule = listed.entry(id, "rule \"" + id + "\"");
            rules.add(new PackRule(
                    id,
                    rule.text("clause").strip(),
                    rule.text("reason").strip(),
                    rule.findTexts("for"),
                    rule.findTexts("except"),
                    new Text(rule.text("holds"), rule.at("holds")),
                    rule));
            rule.done();
        }
        table.done();
        return new PolicyPack(name, table, values, rules);
    }

    /// Every operation that a rule names must be there.
    void check(Set<String> operations) {
        for (var rule : rules) {
            var named = new LinkedHashSet<>(rule.only());
            named.addAll(rule.except());
            for (var operation : named) {
                if (!operations.contains(operation)) {
                    rule.table()
                            .problem(
                                    rule.table().at(rule.only().contains(operation) ? "for" : "except"),
                                    io.throughline.workflow.Rule.UNKNOWN_NAME,
                                    "there is no operation \"" + operation + "\""
                                            + Nearest.hint(operation, operations));
                }
            }
        }
    }
}
