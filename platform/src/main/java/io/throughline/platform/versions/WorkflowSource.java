package io.throughline.platform.versions;

import io.throughline.scenario.Scenarios;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The text a definition is read from: its file and those beside it.
///
/// @param files text by name relative to the folder of workflows, with `/`
/// @param main the definition's own file
record WorkflowSource(Map<String, String> files, String main) {
    WorkflowSource {
        files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /// Turns text into a definition.
    @FunctionalInterface
    interface Reader {
        Definition read(Map<String, String> files, String main);
    }

    /// The scenarios beside the definition; empty: there are none.
    String scenarios() {
        return files.getOrDefault(scenarioFile(), "");
    }

    String scenarioFile() {
        return main.replaceFirst("\\.yaml$", "") + Scenarios.SUFFIX;
    }

    /// Every file `*/*.yaml` of a folder that defines a workflow, each with all the YAML it may use. What lies deeper
    /// belongs to other folders of workflows, such as the try-outs, and is in no version of these.
    static List<WorkflowSource> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.walk(folder, 2)) {
            var files = new TreeMap<String, String>();
            for (var path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                var name = folder.relativize(path).toString().replace('\\', '/');
                if (name.endsWith(".yaml")) {
                    files.put(name, Files.readString(path));
                }
            }
            return sources(files);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the workflows in " + folder, e);
        }
    }

    private static List<WorkflowSource> sources(Map<String, String> files) {
        var sources = new ArrayList<WorkflowSource>();
        for (var name : files.keySet()) {
            if (name.indexOf('/') > 0
                    && name.indexOf('/') == name.lastIndexOf('/')
                    && DefinitionReader.isWorkflow(Path.of("workflows", name))) {
                sources.add(new WorkflowSource(files, name));
            }
        }
        return sources;
    }
}
