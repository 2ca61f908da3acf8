package io.throughline.workflow;

import io.throughline.records.Change;
import io.throughline.records.Expression;
import io.throughline.records.Expressions;
import io.throughline.records.Operation;
import io.throughline.records.RecordPath;
import io.throughline.records.RecordSystem;
import io.throughline.records.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Turns the operations of a system's file, together with its policy pack, into a [RecordSystem].
final class OperationsBuilder {
    private static final List<String> KINDS = Arrays.stream(Operation.Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    private static final Pattern REQUESTED = Pattern.compile("\\brequest\\.(\\w+)");
    private final Table root;
    private final PolicyPack pack;
    private final Findings findings;
    private final Set<String> usedValues = new TreeSet<>();

    OperationsBuilder(Table root, PolicyPack pack, Findings findings) {
        this.root = root;
        this.pack = pack;
        this.findings = findings;
    }

    RecordSystem build() {
        var operations = new LinkedHashMap<String, Operation>();
        var tables = root.table("operations");
        pack.check(Set.copyOf(tables.keys()));
        for (var name : tables.keys()) {
            new One(name, tables.entry(name, "operation \"" + name + "\""))
                    .build()
                    .ifPresent(operation -> {
                        operations.put(name, operation);
                    });
        }
        pack.values().forEach((name, text) -> {
            if (!usedValues.contains(name)) {
                pack.table()
                        .problem(
                                text.at(),
                                io.throughline.workflow.Rule.UNKNOWN_NAME,
                                "no rule uses the value \"" + name + "\"; take it out");
            }
        });
        return new RecordSystem(root.text("system"), pack.name(), operations);
    }

    /// The types of named parameters.
    static SequencedMap<String, FactType> types(Table table) {
        var types = new LinkedHashMap<String, FactType>();
        for (var name : table.keys()) {
            var word = table.text(name);
            types.put(name, FactType.of(word).orElseGet(() -> {
                table.problem(
                        table.at(name),
                        io.throughline.workflow.Rule.UNKNOWN_NAME,
                        "\"" + word + "\" is not a type" + Nearest.hint(word, FactType.words()));
                return FactType.TEXT;
            }));
        }
        return types;
    }

    /// One operation, whose names are its own.
    private final class One {
        private final String name;
        private final Table table;
        private final Set<String> names = new LinkedHashSet<>(RecordSystem.COMMON_NAMES);
        private final SequencedMap<String, FactType> parameters;
        private final SequencedMap<String, FactType> asked;
        private Expressions expressions = new Expressions(List.of());

        One(String name, Table table) {
            this.name = name;
            this.table = table;
            this.parameters =
                    table.findTable("parameters").map(OperationsBuilder::types).orElseGet(LinkedHashMap::new);
            this.asked = table.findTable("ask").map(OperationsBuilder::types).orElseGet(LinkedHashMap::new);
        }

        Optional<Operation> build() {
            var kind = kind();
            var loadTable = table.findTable("load");
            var valueTable = table.findTable("values");
            loadTable.ifPresent(loads -> names.addAll(loads.keys()));
            valueTable.ifPresent(values -> names.addAll(values.keys()));
            names.addAll(pack.values().keySet());
            expressions = new Expressions(names);
            var loads = new LinkedHashMap<String, Operation.Load>();
            loadTable.ifPresent(listed ->
                    listed.keys().forEach(key -> load(listed, key).ifPresent(load -> loads.put(key, load))));
            var values = new LinkedHashMap<String, Expression>();
            valueTable.ifPresent(listed -> listed.keys()
                    .forEach(key -> compile(expressions, listed, listed.at(key), listed.text(key))
                            .ifPresent(value -> {
                                if (value.names().contains(key)) {
                                    listed.problem(
                                            listed.at(key),
                                            io.throughline.workflow.Rule.EXPRESSION,
                                            "\"" + key
                                                    + "\" is worked out from itself; a variable inside needs another name");
                                }
                                values.put(key, value);
                            })));
            var rules = rules();
            addPackValues(rules, values);
            var changes = changes(table, expressions);
            var result = compile(expressions, table, table.at("result"), table.text("result"));
            var identifies = table.find("identifies")
                    .flatMap(text -> compile(expressions, table, table.at("identifies"), text))
                    .orElse(null);
            var title = table.text("title");
            table.done();
            return result.map(found -> new Operation(
                    name, kind, title, parameters, asked, loads, values, rules, changes, found, identifies));
        }

        private Operation.Kind kind() {
            var word = table.text("does");
            if (!KINDS.contains(word)) {
                table.problem(
                        table.at("does"),
                        io.throughline.workflow.Rule.UNKNOWN_NAME,
                        "\"" + word + "\" is not what an operation does" + Nearest.hint(word, KINDS));
                return Operation.Kind.READ;
            }
            return Operation.Kind.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        private Optional<Operation.Load> load(Table loads, String key) {
            var load = loads.entry(key, "record \"" + key + "\"");
            var from = load.text("from");
            var missing = load.text("missing");
            var found = compile(expressions, load, load.at("key"), load.text("key"));
            load.done();
            return found.map(expression -> new Operation.Load(from, expression, missing));
        }

        /// The pack's rules for this operation, then what the system itself needs.
        private List<Rule> rules() {
            var rules = new ArrayList<Rule>();
            for (var rule : pack.rules()) {
                if (rule.appliesTo(name)) {
                    compile(
                                    expressions,
                                    rule.table(),
                                    rule.holds().at(),
                                    rule.holds().source())
                            .ifPresent(holds -> rules.add(new Rule(rule.id(), rule.clause(), rule.reason(), holds)));
                }
            }
            table.findTable("needs").ifPresent(needs -> {
                for (var id : needs.keys()) {
                    var need = needs.entry(id, "need \"" + id + "\"");
                    var reason = need.text("reason");
                    compile(expressions, need, need.at("holds"), need.text("holds"))
                            .ifPresent(holds -> rules.add(new Rule(id, "", reason, holds)));
                    need.done();
                }
            });
            return rules;
        }

        /// The pack's values that the rules use, and those that these use.
        private void addPackValues(List<Rule> rules, SequencedMap<String, Expression> values) {
            var work = new ArrayDeque<String>();
            rules.forEach(rule -> work.addAll(rule.holds().names()));
            while (!work.isEmpty()) {
                var used = work.remove();
                var text = pack.values().get(used);
                if (text != null && !values.containsKey(used)) {
                    usedValues.add(used);
                    compile(expressions, pack.table(), text.at(), text.source()).ifPresent(value -> {
                        values.put(used, value);
                        work.addAll(value.names());
                    });
                }
            }
        }

        private List<Change> changes(Table holder, Expressions known) {
            var changes = new ArrayList<Change>();
            for (var node : holder.nodes("change")) {
                change(node, known).ifPresent(changes::add);
            }
            return changes;
        }

        private Optional<Change> change(Node node, Expressions known) {
            if (!(node instanceof MappingNode)) {
                table.problem(
                        node,
                        io.throughline.workflow.Rule.SHAPE,
                        "a change is written like { put: order.status, to: \"'cancelled'\" }");
                return Optional.empty();
            }
            var change = new Table(table.file(), node, "the change", findings);
            var read = change.has("each")
                    ? each(change, known)
                    : change.has("only") ? only(change, known) : one(change, known);
            change.done(List.of("put", "append", "remove", "each", "only"));
            return read;
        }

        private Optional<Change> each(Table change, Expressions known) {
            var item = change.text("each");
            var inner = new LinkedHashSet<>(known.names());
            inner.add(item);
            var within = new Expressions(inner);
            var when = change.has("when")
                    ? compile(within, change, change.at("when"), change.text("when"))
                            .orElse(null)
                    : null;
            var changes = changes(change, within);
            return compile(known, change, change.at("of"), change.text("of"))
                    .map(of -> new Change.Each(item, of, when, changes));
        }

        private Optional<Change> only(Table change, Expressions known) {
            var changes = changes(change, known);
            return compile(known, change, change.at("only"), change.text("only"))
                    .map(when -> new Change.Only(when, changes));
        }

        private Optional<Change> one(Table change, Expressions known) {
            if (change.has("put")) {
                var path = path(change, "put", known);
                var to = compile(known, change, change.at("to"), change.text("to"));
                return path.flatMap(place -> to.map(value -> new Change.Put(place, value)));
            }
            if (change.has("append")) {
                var path = path(change, "append", known);
                var items = compile(known, change, change.at("items"), change.text("items"));
                return path.flatMap(place -> items.map(value -> new Change.Append(place, value)));
            }
            return path(change, "remove", known).map(Change.Remove::new);
        }

        private Optional<RecordPath> path(Table change, String key, Expressions known) {
            var text = change.text(key);
            try {
                var path = RecordPath.read(
                        text,
                        source -> compile(known, change, change.at(key), source).orElseThrow());
                if (!path.root().equals("records") && !names.contains(path.root())) {
                    change.problem(
                            change.at(key),
                            io.throughline.workflow.Rule.UNKNOWN_NAME,
                            "\"" + path.root() + "\" is not a record of this operation"
                                    + Nearest.hint(path.root(), names));
                }
                return Optional.of(path);
            } catch (IllegalArgumentException e) {
                change.problem(change.at(key), io.throughline.workflow.Rule.SHAPE, String.valueOf(e.getMessage()));
            } catch (java.util.NoSuchElementException e) {
                // the expression in the brackets is a problem already
            }
            return Optional.empty();
        }

        private Optional<Expression> compile(Expressions known, Table holder, @Nullable Node at, String source) {
            var place = at == null ? holder.at("") : at;
            REQUESTED
                    .matcher(source)
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .forEach(parameter -> {
                        if (!parameters.containsKey(parameter) && !asked.containsKey(parameter)) {
                            holder.problem(
                                    place,
                                    io.throughline.workflow.Rule.UNKNOWN_NAME,
                                    name + " takes no \"" + parameter + "\""
                                            + Nearest.hint(parameter, parameters.keySet()));
                        }
                    });
            try {
                return Optional.of(known.compile(source));
            } catch (IllegalArgumentException e) {
                holder.problem(
                        place,
                        io.throughline.workflow.Rule.EXPRESSION,
                        "the expression does not hold together in " + name + ": " + e.getMessage());
                return Optional.empty();
            }
        }
    }
}
