package io.throughline.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// The facts that a definition knows, with their types, and how its words and conditions use them. A fact that nobody
/// declared is a problem with its place and the nearest name.
final class Vocabulary {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private final Map<String, FactType> names = new TreeMap<>();
    private final Set<String> sources;
    private @Nullable CelConditions conditions;

    /// @param sources names of the definition's data
    Vocabulary(Set<String> sources) {
        this.sources = sources;
    }

    void declare(String name, FactType type) {
        names.put(name, type);
    }

    void declare(String step, Map<String, FactType> fields) {
        fields.forEach((field, type) -> names.put(step + "." + field, type));
    }

    boolean knows(String name) {
        return names.containsKey(name);
    }

    Map<String, FactType> all() {
        return Map.copyOf(names);
    }

    private CelConditions conditions() {
        // compiled against all names, so after the last declaration
        if (conditions == null) {
            conditions = new CelConditions(names);
        }
        return conditions;
    }

    @Nullable
    Condition condition(Table table, String key, Set<String> used) {
        var text = table.find(key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var condition = conditions().compile(text.get());
            condition.names().forEach(name -> source(name, used));
            return condition;
        } catch (IllegalArgumentException e) {
            table.problem(table.at(key), "expression", "the condition does not hold together: " + e.getMessage());
            return null;
        }
    }

    Template template(Table table, String key, Set<String> used) {
        return template(table, table.at(key), table.text(key), used);
    }

    @Nullable
    Template findTemplate(Table table, String key, Set<String> used) {
        return table.has(key) ? template(table, key, used) : null;
    }

    Template template(Table table, Node at, String text, Set<String> used) {
        var parts = new ArrayList<Template.Part>();
        var place = PLACE.matcher(text);
        int end = 0;
        while (place.find()) {
            if (place.start() > end) {
                parts.add(new Template.Part.Words(text.substring(end, place.start())));
            }
            var name = place.group(1).strip();
            fact(table, at, name);
            source(name, used);
            parts.add(new Template.Part.Name(name));
            end = place.end();
        }
        if (end < text.length()) {
            parts.add(new Template.Part.Words(text.substring(end)));
        }
        return new Template(text, List.copyOf(parts));
    }

    List<String> facts(Table table, String key, Set<String> used) {
        var listed = table.findTexts(key);
        for (var name : listed) {
            fact(table, table.at(key), name);
            source(name, used);
        }
        return listed;
    }

    String money(Table table, String key, Set<String> used) {
        var name = table.text(key);
        fact(table, table.at(key), name);
        source(name, used);
        if (names.containsKey(name) && names.get(name) != FactType.MONEY) {
            table.problem(table.at(key), "wrong-type", name + " is not an amount of money");
        }
        return name;
    }

    void fact(Table table, Node at, String name) {
        if (!names.containsKey(name)) {
            table.problem(
                    at, "unknown-name", "\"" + name + "\" is not a known fact" + Nearest.hint(name, names.keySet()));
        }
    }

    void source(String name, Set<String> used) {
        int dot = name.indexOf('.');
        if (dot > 0 && sources.contains(name.substring(0, dot))) {
            used.add(name.substring(0, dot));
        }
    }

    /// A parameter: a fact, or words with facts in them.
    Step.Value value(Table with, String parameter, Set<String> used) {
        var text = with.text(parameter);
        if (knows(text)) {
            source(text, used);
            return new Step.Value.Fact(text);
        }
        if (text.matches("[a-zA-Z][\\w-]*\\.[a-zA-Z]\\w*")) {
            fact(with, with.at(parameter), text);
        }
        return new Step.Value.Text(template(with, parameter, used));
    }
}
