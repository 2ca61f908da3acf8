package io.throughline.policy.pack;

import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.FactModel.Group;
import io.throughline.policy.pack.FactModel.Kind;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads `facts.yaml`.
final class FactModelReader {
    private final List<String> groupNames = new ArrayList<>();

    private FactModelReader() {}

    static FactModel read(Table table, Findings findings) {
        return new FactModelReader().model(table, findings);
    }

    private FactModel model(Table table, Findings findings) {
        table.find("about");
        var lists = new LinkedHashMap<String, List<String>>();
        table.findTable("lists")
                .ifPresent(named -> named.keys().forEach(name -> lists.put(name, named.findTexts(name))));
        var groups = new LinkedHashMap<String, Group>();
        table.findTable("groups").ifPresent(named -> {
            groupNames.addAll(named.keys());
            named.keys().forEach(name -> groups.put(name, group(name, named.entry(name, "group \"" + name + "\""))));
        });
        for (var root : FactModel.ROOTS) {
            if (!groups.containsKey(root)) {
                table.problem(table.at("groups"), Rule.MISSING, "there must be a group \"" + root + "\"");
            }
        }
        table.done();
        findings.throwIfWrong();
        return new FactModel(groups, lists);
    }

    private Group group(String name, Table table) {
        var says = table.text("says");
        var word = table.find("word").orElse(null);
        var facts = new LinkedHashMap<String, Fact>();
        table.findTable("facts")
                .ifPresent(listed -> listed.keys().forEach(fact -> {
                    var entry = listed.entry(fact, "fact \"" + fact + "\"");
                    facts.put(fact, fact(fact, entry, facts));
                    entry.done();
                }));
        table.done();
        return new Group(name, says, word, facts);
    }

    private Fact fact(String name, Table table, Map<String, Fact> before) {
        var kinds = Arrays.stream(Kind.values()).map(Kind::word);
        var groups = groupNames.stream().flatMap(group -> Stream.of(group, "list of " + group));
        var type = table.word(
                "type", "a type of fact", Stream.concat(kinds, groups).toList());
        var kind = Arrays.stream(Kind.values())
                .filter(one -> one.word().equals(type))
                .findFirst()
                .orElse(null);
        var isList = type.startsWith("list of ");
        var group = kind == null ? type.replace("list of ", "") : null;
        var of = table.find("of").orElse(null);
        var other = of == null ? null : before.get(of);
        if (of != null && other == null) {
            table.problem(table.at("of"), Rule.UNKNOWN_NAME, "there is no fact \"" + of + "\" before this one");
        }
        return new Fact(
                name,
                other == null ? before.size() : other.slot(),
                kind,
                group,
                isList,
                otherwise(table, kind, isList),
                of,
                table.text("says"));
    }

    private static @Nullable Object otherwise(Table table, @Nullable Kind kind, boolean isList) {
        if (isList) {
            return List.of();
        }
        if (kind == Kind.TEXTS && table.has("else")) {
            return List.copyOf(table.findTexts("else"));
        }
        var text = table.find("else").orElse(null);
        if (text == null || kind == null) {
            return null;
        }
        return switch (kind) {
            case TEXT -> text;
            case YES_NO -> text.equals("true");
            case WHOLE -> Long.valueOf(text);
            case NUMBER -> Double.valueOf(text);
            case DATE, MOMENT, TEXTS -> {
                table.problem(table.at("else"), Rule.SHAPE, "a " + kind.word() + " has no value of its own");
                yield null;
            }
        };
    }
}
