package io.throughline.scenario;

import io.throughline.policy.pack.Situations;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads a scenario file: a list of scenarios, or a table of `coverage`, `given` (for all of them) and `scenarios`.
final class ScenarioReader {
    /// `- written: ledger.post-payment { amount: 300.00 }` reads well and is no YAML; it is taken as quoted.
    private static final Pattern INLINE = Pattern.compile(
            "(?m)^(\\s*- (?:not )?(?:written|evidence has|evidence has no): +)([\\w.-]+ +\\{.*})(\\s*)$");
    private static final Pattern BRACES = Pattern.compile("([^{]+?) *(\\{.*})");
    private final Definition definition;
    private final Situations situations;
    private final String file;
    private final Findings problems;
    private final List<Table> shared = new ArrayList<>();

    private ScenarioReader(Definition definition, Situations situations, String file, Findings problems) {
        this.definition = definition;
        this.situations = situations;
        this.file = file;
        this.problems = problems;
    }

    /// What a file holds.
    ///
    /// @param goals percent by kind of coverage
    record Read(List<Scenario> scenarios, Map<Coverage.Kind, Integer> goals) {}

    /// @param situations the facts that the packs know of people and accounts
    /// @throws io.throughline.workflow.InvalidDefinition if anything is wrong with it
    static Read read(Definition definition, Situations situations, String file, String text) {
        var problems = new Findings(Rule.all());
        var root = Table.compose(file, quoted(text), problems);
        var reader = new ScenarioReader(definition, situations, file, problems);
        var read = root == null ? new Read(List.of(), Map.of()) : reader.read(root);
        problems.throwIfWrong();
        return read;
    }

    private static String quoted(String text) {
        return INLINE.matcher(text)
                .replaceAll(line -> java.util.regex.Matcher.quoteReplacement(
                        line.group(1) + "'" + line.group(2).replace("'", "''") + "'" + line.group(3)));
    }

    private Read read(Node root) {
        if (root instanceof SequenceNode list) {
            return new Read(scenarios(list.getValue()), Map.of());
        }
        var table = new Table(file, root, "the scenario file", problems);
        table.findTable("given").ifPresent(shared::add);
        var goals = table.findTable("coverage").map(this::goals).orElse(Map.of());
        if (!table.has("scenarios")) {
            table.problem(root, Rule.MISSING, "the scenario file needs \"scenarios\", a list");
        }
        var scenarios = scenarios(table.nodes("scenarios"));
        table.done();
        return new Read(scenarios, goals);
    }

    private Map<Coverage.Kind, Integer> goals(Table table) {
        var goals = new HashMap<Coverage.Kind, Integer>();
        for (var kind : Coverage.Kind.values()) {
            table.find(kind.word()).ifPresent(percent -> {
                if (percent.matches("(100|\\d{1,2})%")) {
                    goals.put(kind, Integer.parseInt(percent.substring(0, percent.length() - 1)));
                } else {
                    table.problem(table.at(kind.word()), Rule.SHAPE, "coverage is asked for as 100% or less");
                }
            });
        }
        table.done();
        return goals;
    }

    private List<Scenario> scenarios(List<Node> nodes) {
        var names = new HashMap<String, Integer>();
        var scenarios = new ArrayList<Scenario>();
        for (var node : nodes) {
            var table = new Table(file, node, "the scenario", problems);
            var scenario = scenario(node, table);
            var before = names.put(scenario.name(), scenario.line());
            if (before != null) {
                table.problem(
                        table.at("scenario"),
                        Rule.DUPLICATE_NAME,
                        "the scenario of line " + before + " has this name too; name each by what it shows");
            }
            scenarios.add(scenario);
        }
        return scenarios;
    }

    private Scenario scenario(Node node, Table table) {
        var name = table.text("scenario");
        var own = new ArrayList<Table>();
        table.findTable("given").ifPresent(own::add);
        own.addAll(shared);
        var given = new GivenReader(definition, situations, own).read();
        var when = when(table, given);
        var then = then(table, given);
        table.done();
        return new Scenario(name, lineOf(node), given, when, then);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    // ---- when

    private List<Line<Happening>> when(Table table, Given given) {
        var people = new People(given);
        var lines = new ArrayList<Line<Happening>>();
        need(table, "when");
        for (var node : table.nodes("when")) {
            split(node).flatMap(words -> happening(words, given, people)).ifPresent(lines::add);
        }
        if (!lines.isEmpty() && lines.getFirst().means() instanceof Happening.Outside) {
            problems.add(
                    file,
                    table.nodes("when").getFirst(),
                    Rule.SHAPE,
                    "this says how something goes that a line before it sets off, and there is none");
        }
        return lines;
    }

    private void need(Table table, String key) {
        if (!table.has(key)) {
            table.problem(table.at("scenario"), Rule.MISSING, "the scenario needs \"" + key + "\", a list of lines");
        }
    }

    private Optional<Line<Happening>> happening(Split words, Given given, People people) {
        if (words.text().startsWith("customer ") && !isAboutTheRecord(words.text())) {
            return verb(words, words.text().substring("customer ".length()), given)
                    .map(does -> line(words, (Happening.Act) world -> does.accept(new Actor(world, world.customer()))));
        }
        var somebody = people.read(words.text(), file, words.node(), problems);
        if (somebody.isPresent()) {
            return verb(words, somebody.get().what(), given)
                    .map(does -> line(words, (Happening.Act)
                            world -> does.accept(new Actor(world, somebody.get().who()))));
        }
        return find(Events.ALL, "", words, words.text(), given).map(means -> line(words, means));
    }

    /// A record of `data:` may be called customer too; what happens to it is no verb of a person.
    private boolean isAboutTheRecord(String text) {
        return definition.data().containsKey("customer")
                && Events.ALL.stream().anyMatch(form -> form.match(text).isPresent())
                && Verbs.ALL.stream()
                        .noneMatch(form ->
                                form.match(text.substring("customer ".length())).isPresent());
    }

    private Optional<Consumer<Actor>> verb(Split words, String what, Given given) {
        var prefix = words.text().substring(0, words.text().length() - what.length());
        return find(Verbs.ALL, prefix, words, what, given);
    }

    private static <T> Line<T> line(Split words, T means) {
        return new Line<>(lineOf(words.node()), words.text(), means);
    }

    private <T> Optional<T> find(List<Form<T>> forms, String prefix, Split words, String text, Given given) {
        for (var form : forms) {
            var match = form.match(text);
            if (match.isPresent()) {
                var said = new Said(definition, given, file, words.node(), problems, match.get(), words.value());
                return Optional.of(form.make().apply(said));
            }
        }
        problems.add(
                file,
                words.node(),
                Rule.UNKNOWN_NAME,
                "\"" + words.text() + "\" is no line that a scenario knows; the nearest is \"" + prefix
                        + Form.nearest(text, forms) + "\"");
        return Optional.empty();
    }

    // ---- then

    private List<Line<Expectation>> then(Table table, Given given) {
        var lines = new ArrayList<Line<Expectation>>();
        need(table, "then");
        for (var node : table.nodes("then")) {
            split(node)
                    .map(this::joined)
                    .flatMap(words ->
                            find(Checks.ALL, "", words, words.text(), given).map(means -> line(words, means)))
                    .ifPresent(lines::add);
        }
        return lines;
    }

    /// `written: ledger.post-payment` is the same line as `written ledger.post-payment`.
    private Split joined(Split words) {
        if (!(words.value() instanceof ScalarNode scalar)) {
            return words;
        }
        var match = BRACES.matcher(scalar.getValue());
        if (!match.matches()) {
            return new Split(
                    words.node(), words.text() + " " + scalar.getValue().strip(), null);
        }
        var values = Table.compose(file, match.group(2), new Findings(Rule.all()));
        if (values == null) {
            problems.add(file, scalar, Rule.YAML, "what stands in braces must be names with values, { name: value }");
        }
        return new Split(
                words.node(), words.text() + " " + match.group(1), values == null ? null : placed(values, scalar));
    }

    /// Values out of a text stand where the text does.
    private static Node placed(Node values, ScalarNode text) {
        return values instanceof MappingNode mapping
                ? new MappingNode(
                        Tag.MAP, true, mapping.getValue(), FlowStyle.FLOW, text.getStartMark(), text.getEndMark())
                : values;
    }

    // ---- lines

    /// A line: its words, and what stands after the colon.
    private record Split(Node node, String text, @Nullable Node value) {}

    /// A line in quotes may have its value in them too.
    private static Split quoted(ScalarNode line) {
        int colon = line.getValue().indexOf(": ");
        if (colon < 0) {
            return new Split(line, line.getValue().strip(), null);
        }
        var value = new ScalarNode(
                Tag.STR,
                true,
                line.getValue().substring(colon + 2).strip(),
                line.getScalarStyle(),
                line.getStartMark(),
                line.getEndMark());
        return new Split(line, line.getValue().substring(0, colon).strip(), value);
    }

    private Optional<Split> split(Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(quoted(scalar));
        }
        if (node instanceof MappingNode mapping
                && mapping.getValue().size() == 1
                && mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode key) {
            return Optional.of(new Split(
                    node, key.getValue().strip(), mapping.getValue().getFirst().getValueNode()));
        }
        problems.add(file, node, Rule.SHAPE, "a line is words, or words with a colon and a value");
        return Optional.empty();
    }
}
