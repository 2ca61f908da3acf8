package io.throughline.launcher;

import io.throughline.scenario.Scenarios;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.Finding;
import io.throughline.workflow.InvalidDefinition;
import io.throughline.workflow.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What lies around definitions that are linted: their scenarios, and the workflows that they open. Folders may ask at
/// the same time.
final class Neighbours {
    private static final Pattern HEAD = Pattern.compile("(?m)^(workflow|resolution|steps):");
    private static final Pattern RUNS = Pattern.compile("kind: *run\\b");
    private final Map<Path, Optional<Definition>> read = new ConcurrentHashMap<>();
    private final Queue<Finding> wrong = new ConcurrentLinkedQueue<>();

    /// Every file below a folder that is meant as a definition.
    static List<Path> search(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        try (Stream<Path> below = Files.walk(folder)) {
            for (var file : below.filter(Files::isRegularFile)
                    .filter(DefinitionReader::isWorkflow)
                    .toList()) {
                if (HEAD.matcher(Files.readString(file)).find()) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /// What lies around these definitions of one folder.
    ///
    /// @param root the folder of workflows that theirs is in
    Surroundings of(List<Path> definitions, Path root) throws IOException {
        var tried = new HashMap<String, Set<String>>();
        boolean runs = false;
        for (var path : definitions) {
            runs |= RUNS.matcher(Files.readString(path)).find();
            var definition = read(path);
            if (definition.isPresent()) {
                tried(definition.get(), path)
                        .ifPresent(outcomes -> tried.put(definition.get().name(), outcomes));
            }
        }
        return new Surroundings(tried, runs ? workflows(root) : null).with(purposes());
    }

    private Set<String> purposes() throws IOException {
        return Set.copyOf(PackFolder.of(null).law().purposes());
    }

    /// What is wrong with the scenarios; their own command tells which of them do not hold.
    List<Finding> wrong() {
        return List.copyOf(wrong);
    }

    private Optional<Set<String>> tried(Definition definition, Path path) throws IOException {
        var file = ScenarioRun.scenarios(path);
        try {
            return Optional.of(new Scenarios(PackFolder.of(null).law())
                    .tried(definition, file.toString(), Files.exists(file) ? Files.readString(file) : ""));
        } catch (InvalidDefinition e) {
            wrong.addAll(e.findings());
            return Optional.empty();
        }
    }

    /// Null when one of them cannot be read: it might be the one that is looked for.
    private @Nullable Map<String, Definition> workflows(Path root) throws IOException {
        var workflows = new HashMap<String, Definition>();
        for (var path : search(root)) {
            var definition = read(path);
            if (definition.isEmpty()) {
                return null;
            }
            workflows.put(definition.get().name(), definition.get());
        }
        return workflows;
    }

    private Optional<Definition> read(Path path) throws IOException {
        var file = path.toAbsolutePath().normalize();
        var known = read.get(file);
        if (known == null) {
            try {
                known = Optional.of(DefinitionReader.read(file));
            } catch (InvalidDefinition _) {
                known = Optional.empty(); // the linter tells
            }
            read.put(file, known);
        }
        return known;
    }
}
