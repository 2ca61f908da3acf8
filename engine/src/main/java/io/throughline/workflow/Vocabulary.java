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
        var unbounded = CelConditions.unbounded(text.get());
        if (unbounded.isPresent()) {
            table.problem(
                    table.at(key),
                    Rule.EXPRESSION_UNBOUNDED,
                    "the condition could take too long to decide: " + unbounded.get()
                            + "; say it in a few plain comparisons");
            return new Unread(text.get());
        }
        try {
            var condition = conditions().compile(text.get());
            condition.names().forEach(name -> source(name, used));
            return condition;
        } catch (IllegalArgumentException e) {
            table.problem(table.at(key), Rule.EXPRESSION, "the condition does not hold together: " + e.getMessage());
            return new Unread(text.get());
        }
    }

    /// Stands in for a condition that could not be read; its finding stops the definition.
    private record Unread(String source) implements Condition {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public boolean holds(Map<String, Map<String, Object>> facts) {
            throw new ConditionFailed(source, "it could not be read");
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
        var parts = plain(text).parts().stream()
                .map(part -> {
                    if (part instanceof Template.Part.Name(var written)) {
                        var name = fact(table, at, written);
                        source(name, used);
                        return new Template.Part.Name(name);
                    }
                    return part;
                })
                .toList();
        return new Template(text, parts);
    }

    /// Words with places whose names the words they translate are checked for.
    static Template plain(String text) {
        var parts = new ArrayList<Template.Part>();
        var place = PLACE.matcher(text);
        int end = 0;
        while (place.find()) {
            if (place.start() > end) {
                parts.add(new Template.Part.Words(text.substring(end, place.start())));
            }
            parts.add(new Template.Part.Name(place.group(1).strip()));
            end = place.end();
        }
        if (end < text.length()) {
            parts.add(new Template.Part.Words(text.substring(end)));
        }
        return new Template(text, List.copyOf(parts));
    }

    List<String> facts(Table table, String key, Set<String> used) {
        var listed = new ArrayList<String>();
        for (var item : table.nodes(key)) {
            var name = fact(table, item, table.scalar(item, key));
            source(name, used);
            listed.add(name);
        }
        return List.copyOf(listed);
    }

    String money(Table table, String key, Set<String> used) {
        var written = table.text(key);
        var name = written.isEmpty() ? written : fact(table, table.at(key), written);
        source(name, used);
        if (names.containsKey(name) && names.get(name) != FactType.MONEY) {
            table.problem(table.at(key), Rule.WRONG_TYPE, name + " is not an amount of money");
        }
        return name;
    }

    /// The fact of that name, or the nearest after a finding.
    String fact(Table table, Node at, String name) {
        return table.known(at, name, "\"" + name + "\" is not a known fact", names.keySet());
    }

    void source(String name, Set<String> used) {
        int dot = name.indexOf('.');
        if (dot > 0 && sources.contains(name.substring(0, dot))) {
            used.add(name.substring(0, dot));
        }
    }

    /// A parameter: a fact, or words with facts in them.
    ///
    /// @param needed the type that whoever takes it wants; null: any
    Step.Value value(Table with, String parameter, @Nullable FactType needed, Set<String> used) {
        var text = with.text(parameter);
        if (knows(text) || text.matches("[a-zA-Z][\\w-]*\\.[a-zA-Z]\\w*")) {
            var name = fact(with, with.at(parameter), text);
            source(name, used);
            var type = names.get(name);
            if (type != null && needed != null && needed != FactType.TEXT && needed != type) {
                wrongType(with, parameter, name + " is a " + type.word(), needed);
            }
            return new Step.Value.Fact(name);
        }
        if (needed != null && !isWritten(needed, text)) {
            wrongType(with, parameter, "\"" + text + "\" is text", needed);
        }
        return new Step.Value.Text(template(with, parameter, used));
    }

    private static void wrongType(Table with, String parameter, String what, FactType needed) {
        with.problem(
                with.at(parameter),
                Rule.WRONG_TYPE,
                what + ", and \"" + parameter + "\" needs " + needed.word() + "; name a fact of that type");
    }

    /// Whether words can stand for a value of the type.
    private static boolean isWritten(FactType type, String text) {
        return switch (type) {
            case TEXT -> true;
            case WHOLE -> text.matches("-?\\d{1,18}");
            case YES_NO -> text.equals("true") || text.equals("false");
            case DATE -> text.matches("\\d{4}-\\d{2}-\\d{2}");
            case MONEY, DOCUMENT, LIST -> false;
        };
    }
}
