package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// How a foreign file's columns become ours:
///
/// ```yaml
/// keep:                          # rows with other values are left out
///   status: ["OPEN"]
/// columns:
///   account_id: "acct-{id}"      # a template over the file's columns
///   currency: "=USD"             # a constant
///   balance: open_amount         # a column
///   due_date: {from: months_late, values: {"1": "2026-10-15"}, otherwise: "2026-11-15"}
/// ```
record ColumnMapping(String source, Map<String, Cell> columns, Map<String, Set<String>> keep) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");
    private static final int LARGEST = 64 * 1024;

    /// One of our columns, made from a row of theirs.
    sealed interface Cell {
        record Constant(String value) implements Cell {}

        record Column(String name) implements Cell {}

        record Template(String pattern) implements Cell {}

        record Lookup(Cell from, Map<String, String> values, Optional<String> otherwise) implements Cell {}
    }

    static ColumnMapping read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong(file.toString(), "is larger than 64 KB; is it a mapping?");
            }
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "Cannot read the mapping " + file + ": " + e.getMessage(), e);
        }
    }

    static ColumnMapping parse(String source, String yaml) {
        Object loaded;
        try {
            loaded = new Load(LoadSettings.builder()
                            .setLabel(source)
                            .setAllowDuplicateKeys(false)
                            .setMaxAliasesForCollections(5)
                            .build())
                    .loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "The mapping is not YAML: " + e.getMessage(), e);
        }
        if (!(loaded instanceof Map<?, ?> map)) {
            throw wrong(source, "needs a `columns:` map");
        }
        for (Object key : map.keySet()) {
            if (!Set.of("columns", "keep", "about").contains(String.valueOf(key))) {
                throw wrong(source, "knows `columns`, `keep` and `about`, not `" + key + "`");
            }
        }
        if (!(map.get("columns") instanceof Map<?, ?> written) || written.isEmpty()) {
            throw wrong(source, "needs a `columns:` map");
        }
        Map<String, Cell> columns = new LinkedHashMap<>();
        written.forEach((name, value) -> columns.put(String.valueOf(name), cell(source, String.valueOf(name), value)));
        return new ColumnMapping(source, columns, kept(source, map.get("keep")));
    }

    private static Map<String, Set<String>> kept(String source, @Nullable Object written) {
        Map<String, Set<String>> keep = new LinkedHashMap<>();
        if (written == null) {
            return keep;
        }
        if (!(written instanceof Map<?, ?> map)) {
            throw wrong(source, "`keep` is a map from a column to the values that stay");
        }
        map.forEach((column, values) -> {
            Set<String> allowed = new LinkedHashSet<>();
            if (values instanceof List<?> list) {
                list.forEach(value -> allowed.add(String.valueOf(value)));
            } else {
                allowed.add(String.valueOf(values));
            }
            keep.put(String.valueOf(column), allowed);
        });
        return keep;
    }

    private static Cell cell(String source, String name, @Nullable Object written) {
        if (written instanceof Map<?, ?> map) {
            if (!(map.get("from") instanceof String from) || !(map.get("values") instanceof Map<?, ?> values)) {
                throw wrong(source, "`" + name + "` needs `from` and `values`");
            }
            Map<String, String> lookup = new HashMap<>();
            values.forEach((key, value) -> lookup.put(String.valueOf(key), String.valueOf(value)));
            Object otherwise = map.get("otherwise");
            return new Cell.Lookup(
                    cell(source, name, from),
                    lookup,
                    otherwise == null ? Optional.empty() : Optional.of(String.valueOf(otherwise)));
        }
        if (written == null || written instanceof List<?>) {
            throw wrong(source, "`" + name + "` needs a column, \"=constant\" or a \"template {column}\"");
        }
        String text = String.valueOf(written);
        if (text.startsWith("=")) {
            return new Cell.Constant(text.substring(1));
        }
        return PLACEHOLDER.matcher(text).find() ? new Cell.Template(text) : new Cell.Column(text);
    }

    /// Complains, before a single row is read, about columns the file does not have.
    void check(List<String> header) {
        for (String wanted : sourceColumns()) {
            if (!header.contains(wanted)) {
                throw wrong(source, "names the column `" + wanted + "`; the file has " + String.join(", ", header));
            }
        }
    }

    private Set<String> sourceColumns() {
        Set<String> names = new LinkedHashSet<>(keep.keySet());
        columns.values().forEach(cell -> names.addAll(sourceColumns(cell)));
        return names;
    }

    private static List<String> sourceColumns(Cell cell) {
        return switch (cell) {
            case Cell.Constant(var value) -> List.of();
            case Cell.Column(var name) -> List.of(name);
            case Cell.Template(var pattern) ->
                PLACEHOLDER
                        .matcher(pattern)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
            case Cell.Lookup(var from, var values, var otherwise) -> sourceColumns(from);
        };
    }

    /// Our row, or nothing when theirs is left out.
    Optional<List<String>> apply(Function<String, String> row) {
        for (var condition : keep.entrySet()) {
            if (!condition.getValue().contains(row.apply(condition.getKey()))) {
                return Optional.empty();
            }
        }
        List<String> fields = new ArrayList<>(columns.size());
        columns.values().forEach(cell -> fields.add(value(cell, row)));
        return Optional.of(fields);
    }

    private static String value(Cell cell, Function<String, String> row) {
        return switch (cell) {
            case Cell.Constant(var value) -> value;
            case Cell.Column(var name) -> row.apply(name);
            case Cell.Template(var pattern) ->
                PLACEHOLDER.matcher(pattern).replaceAll(match -> Matcher.quoteReplacement(row.apply(match.group(1))));
            case Cell.Lookup(var from, var values, var otherwise) -> {
                String key = value(from, row);
                yield values.getOrDefault(key, otherwise.orElse(key));
            }
        };
    }

    /// What a person looking into their own file has to search for.
    String sourceOf(String ourColumn) {
        Cell cell = columns.get(ourColumn);
        List<String> names = cell == null ? List.of() : sourceColumns(cell);
        return names.isEmpty() ? ourColumn : ourColumn + " (from " + String.join(", ", names) + ")";
    }

    private static CommandFailure wrong(String source, String what) {
        return new CommandFailure(ExitCode.BAD_INPUT, "The mapping " + source + " " + what + ".");
    }
}
