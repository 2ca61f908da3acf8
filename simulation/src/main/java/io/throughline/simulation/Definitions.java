package io.throughline.simulation;

import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.policies.Laws;
import io.throughline.policy.ContactLaw;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.FactType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The definitions that are simulated, in the order of their names.
public final class Definitions implements Workflows, Laws {
    private final ContactLaw law;
    private final SortedMap<String, Definition> byName = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, FactType>> fields = new TreeMap<>();

    private Definitions(List<Definition> definitions, ContactLaw law) {
        this.law = law;
        for (var definition : definitions) {
            byName.put(definition.name(), definition);
            definition.data().values().forEach(source -> addFields(definition, source));
        }
    }

    private void addFields(Definition definition, Definition.DataSource source) {
        var prefix = source.name() + ".";
        var known = fields.computeIfAbsent(source.system() + "." + source.read(), _ -> new TreeMap<>());
        definition.facts().forEach((fact, type) -> {
            if (fact.startsWith(prefix)) {
                known.put(fact.substring(prefix.length()), type);
            }
        });
    }

    /// Reads one definition, or every definition of a folder of workflows, and the packs that hold their messages.
    ///
    /// @throws io.throughline.workflow.InvalidDefinition if one cannot run
    /// @throws IllegalArgumentException if there is none
    public static Definitions in(Path fileOrFolder, Path packs) throws IOException {
        var definitions = new java.util.ArrayList<Definition>();
        for (var file : files(fileOrFolder)) {
            definitions.add(DefinitionReader.read(file));
        }
        if (definitions.isEmpty()) {
            throw new IllegalArgumentException("no workflow is in " + fileOrFolder
                    + "; give a workflow's file, or a folder that has workflows in folders of their own");
        }
        return new Definitions(definitions, new ContactLaw(new PackDirectory(packs).read()));
    }

    @Override
    public Optional<ContactLaw> law() {
        return Optional.of(law);
    }

    private static List<Path> files(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        try (var paths = Files.walk(fileOrFolder, 2)) {
            return paths.filter(path -> fileOrFolder.relativize(path).getNameCount() == 2)
                    .filter(path -> Files.isRegularFile(path) && DefinitionReader.isWorkflow(path))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Definition current(String name) {
        var definition = byName.get(name);
        if (definition == null) {
            throw new Cases.UnknownWorkflow(name, names());
        }
        return definition;
    }

    @Override
    public Definition version(String name, String version) {
        return current(name);
    }

    @Override
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /// The fields that a read of a system answers with.
    Map<String, FactType> fieldsOf(String system, String read) {
        return fields.getOrDefault(system + "." + read, new TreeMap<>());
    }

    /// Every connected system: those that are read, and those that are written to.
    List<String> systems() {
        var systems = new java.util.TreeSet<String>();
        for (var definition : byName.values()) {
            definition.data().values().forEach(source -> systems.add(source.system()));
            definition.steps().values().forEach(step -> {
                if (step instanceof io.throughline.workflow.Step.Write write) {
                    systems.add(write.system());
                }
            });
        }
        return List.copyOf(systems);
    }
}
