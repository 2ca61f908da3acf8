package io.throughline.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A YAML mapping that is read key by key; every key that nobody asked for, and every value of the
/// wrong shape, is a problem with its place. Values that cannot be used come back as a harmless
/// stand-in, since the problem stops the definition anyway.
public final class Table {
    static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h|d)");
    /// What stands beside what a step does.
    private static final Set<String> BESIDE = Set.of("guide", "carry");

    private static final int LARGEST = 512 * 1024;
    private final String file;
    private final Node node;
    private final String what;
    private final Findings findings;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    private record Entry(Node key, Node value) {}

    public Table(String file, Node node, String what, Findings findings) {
        this.file = file;
        this.node = node;
        this.what = what;
        this.findings = findings;
        if (!(node instanceof MappingNode mapping)) {
            findings.add(file, node, Rule.SHAPE, what + " must be a mapping of names to values");
            return;
        }
        for (var tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                findings.add(file, tuple.getKeyNode(), Rule.SHAPE, what + " has a name that is not plain text");
                continue;
            }
            if (entries.put(key.getValue(), new Entry(key, tuple.getValueNode())) != null) {
                findings.add(
                        file,
                        key,
                        Rule.DUPLICATE_NAME,
                        "\"" + key.getValue() + "\" stands twice in " + what + "; keep one of them");
            }
        }
    }

    /// Parses a document; syntax errors are findings with their place.
    static @Nullable Table parse(String file, String text, String what, Findings findings) {
        var root = compose(file, text, findings);
        return root == null ? null : new Table(file, root, what, findings);
    }

    /// The root of a document, of whatever shape; syntax errors are findings with their place.
    public static @Nullable Node compose(String file, String text, Findings findings) {
        if (text.length() > LARGEST) {
            findings.add(new Finding(file, 1, 1, Rule.YAML, "the file is larger than 512 KiB; split the workflow"));
            return null;
        }
        try {
            var settings = LoadSettings.builder()
                    .setLabel(file)
                    .setMaxAliasesForCollections(50)
                    .build();
            var root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                findings.add(new Finding(file, 1, 1, Rule.YAML, "the file is empty"));
                return null;
            }
            return root.get();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
            findings.add(new Finding(file, line, column, Rule.YAML, "this is not valid YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            findings.add(new Finding(file, 1, 1, Rule.YAML, "this is not valid YAML: " + e.getMessage()));
        }
        return null;
    }

    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /// Whether a key is there. Who asks would take it.
    public boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    /// The place of a key's value, or of the whole mapping.
    public Node at(String key) {
        var entry = entries.get(key);
        return entry == null ? node : entry.value();
    }

    public Node atKey(String key) {
        var entry = entries.get(key);
        return entry == null ? node : entry.key();
    }

    public void problem(Node at, Rule rule, String message) {
        findings.add(file, at, rule, message);
    }

    String file() {
        return file;
    }

    private @Nullable Node value(String key) {
        asked.add(key);
        var entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    private Optional<Node> need(String key) {
        var value = value(key);
        if (value == null) {
            problem(node, Rule.MISSING, what + " needs \"" + key + "\"");
        }
        return Optional.ofNullable(value);
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(value(key)).map(value -> scalar(value, key));
    }

    public String text(String key) {
        return need(key).map(value -> scalar(value, key)).orElse("");
    }

    /// A word out of a few; the nearest is named, and presumed, when it is another.
    public String word(String key, String what, Collection<String> valid) {
        var word = text(key);
        return word.isEmpty() ? word : known(at(key), word, "\"" + word + "\" is not " + what, valid);
    }

    /// Each of `key`'s items, out of a few.
    public List<String> words(String key, String what, Collection<String> valid) {
        return nodes(key).stream()
                .map(item -> known(
                        item,
                        scalar(item, key),
                        "\"" + (item instanceof ScalarNode text ? text.getValue() : "") + "\" is not " + what,
                        valid))
                .toList();
    }

    /// The name, or the nearest valid one after a finding: what follows from a slip is not told as faults of its own.
    ///
    /// @param otherwise what is said of a name that is not among the valid ones
    String known(Node at, String name, String otherwise, Collection<String> valid) {
        if (valid.contains(name)) {
            return name;
        }
        problem(at, Rule.UNKNOWN_NAME, otherwise + Nearest.hint(name, valid));
        return Nearest.to(name, valid).orElse(name);
    }

    /// The place of the first text below a key that says `name`, or of the key itself.
    Node placeOf(String key, String name) {
        var entry = entries.get(key);
        if (entry == null) {
            return node;
        }
        var whole = Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])");
        return saying(entry.value(), whole).orElse(entry.key());
    }

    private static Optional<Node> saying(Node node, Pattern name) {
        return switch (node) {
            case ScalarNode text -> name.matcher(text.getValue()).find() ? Optional.of(text) : Optional.empty();
            case SequenceNode list ->
                list.getValue().stream()
                        .flatMap(item -> saying(item, name).stream())
                        .findFirst();
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .filter(entry ->
                                !(entry.getKeyNode() instanceof ScalarNode key && BESIDE.contains(key.getValue())))
                        .flatMap(entry -> saying(entry.getValueNode(), name).stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    /// Whether the value of a key is plain text and no mapping or list.
    public boolean isPlain(String key) {
        var entry = entries.get(key);
        return entry != null && entry.value() instanceof ScalarNode;
    }

    String scalar(Node value, String key) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(value, Rule.SHAPE, "\"" + key + "\" in " + what + " must be plain text");
        return "";
    }

    int whole(String key, int otherwise, int least, int most) {
        var text = find(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        problem(
                at(key),
                Rule.SHAPE,
                "\"" + key + "\" in " + what + " must be a whole number from " + least + " to " + most);
        return least;
    }

    boolean yes(String key, boolean otherwise) {
        var text = find(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().equals("true") && !text.get().equals("false")) {
            problem(at(key), Rule.SHAPE, "\"" + key + "\" in " + what + " must be true or false");
        }
        return text.get().equals("true");
    }

    Duration duration(String key) {
        return need(key).map(value -> duration(value, key)).orElse(Duration.ZERO);
    }

    Optional<Duration> findDuration(String key) {
        return Optional.ofNullable(value(key)).map(value -> duration(value, key));
    }

    private Duration duration(Node value, String key) {
        var match = DURATION.matcher(scalar(value, key));
        if (!match.matches()) {
            problem(value, Rule.DURATION, "\"" + key + "\" in " + what + " must be a time such as 30m, 4h or 2d");
            return Duration.ZERO;
        }
        long number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    List<String> texts(String key) {
        return need(key).map(value -> items(value, key)).orElse(List.of());
    }

    public List<String> findTexts(String key) {
        var value = value(key);
        return value == null ? List.of() : items(value, key);
    }

    private List<String> items(Node value, String key) {
        return nodes(value, key).stream().map(item -> scalar(item, key)).toList();
    }

    public List<Node> nodes(String key) {
        var value = value(key);
        return value == null ? List.of() : nodes(value, key);
    }

    private List<Node> nodes(Node value, String key) {
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(value, Rule.SHAPE, "\"" + key + "\" in " + what + " must be a list");
        return List.of();
    }

    Table table(String key) {
        return need(key)
                .map(value -> new Table(file, value, "\"" + key + "\" of " + what, findings))
                .orElseGet(this::nothing);
    }

    /// Each item of a list that is a mapping.
    public List<Table> tables(String key, String described) {
        return nodes(key).stream()
                .filter(MappingNode.class::isInstance)
                .map(item -> new Table(file, item, described, findings))
                .toList();
    }

    /// An item of a list, which is a mapping.
    Table item(Node item, String described) {
        return new Table(file, item, described, findings);
    }

    public Optional<Table> findTable(String key) {
        return Optional.ofNullable(value(key))
                .map(value -> new Table(file, value, "\"" + key + "\" of " + what, findings));
    }

    /// The value of a key as a mapping, described for messages as `described`.
    public Table entry(String key, String described) {
        asked.add(key);
        return new Table(file, at(key), described, findings);
    }

    private Table nothing() {
        return new Table(
                file,
                new MappingNode(
                        org.snakeyaml.engine.v2.nodes.Tag.MAP,
                        List.of(),
                        node.getStartMark().isPresent()
                                ? org.snakeyaml.engine.v2.common.FlowStyle.BLOCK
                                : org.snakeyaml.engine.v2.common.FlowStyle.AUTO),
                what,
                findings);
    }

    /// Reports every key that nobody asked for, with the nearest valid one.
    public void done(Collection<String> alsoValid) {
        var valid = new ArrayList<>(alsoValid);
        valid.addAll(asked);
        for (var entry : entries.entrySet()) {
            if (!valid.contains(entry.getKey())) {
                problem(
                        entry.getValue().key(),
                        Rule.UNKNOWN_NAME,
                        "\"" + entry.getKey() + "\" is not known in " + what
                                + Nearest.hint(
                                        entry.getKey(),
                                        valid.stream().distinct().toList()));
            }
        }
    }

    public void done() {
        done(List.of());
    }
}
