package io.throughline.platform.cases;

import io.throughline.workflow.Definition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Definitions read from a folder at start. The source of each version is kept in the database, so that a case runs
/// on the version it began with after the file has changed.
final class LoadedWorkflows implements Workflows {
    private final DefinitionStore store;
    private final WorkflowSource.Reader reader;
    private final Map<String, Definition> current = new ConcurrentSkipListMap<>();
    private final Map<String, Definition> versions = new ConcurrentHashMap<>();

    LoadedWorkflows(DefinitionStore store, WorkflowSource.Reader reader) {
        this.store = store;
        this.reader = reader;
    }

    /// Puts definitions in force.
    ///
    /// @throws io.throughline.workflow.InvalidDefinition if one cannot run; none is put in force then
    void load(List<WorkflowSource> sources) {
        var read = sources.stream()
                .map(source -> Map.entry(reader.read(source.files(), source.main()), source))
                .toList();
        for (var one : read) {
            var definition = one.getKey();
            store.keep(definition.name(), definition.version(), one.getValue());
            versions.put(definition.version(), definition);
            current.put(definition.name(), definition);
        }
    }

    @Override
    public Definition current(String name) {
        var definition = current.get(name);
        if (definition == null) {
            throw new Cases.UnknownWorkflow(name, names());
        }
        return definition;
    }

    @Override
    public Definition version(String name, String version) {
        return versions.computeIfAbsent(version, wanted -> {
            var source = store.find(name, wanted)
                    .orElseThrow(() -> new IllegalStateException(
                            "version " + wanted + " of workflow " + name + " was never loaded here"));
            return reader.read(source.files(), source.main());
        });
    }

    @Override
    public List<String> names() {
        return List.copyOf(current.keySet());
    }
}
