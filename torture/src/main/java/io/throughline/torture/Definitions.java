package io.throughline.torture;

import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The two workflows of the torture run.
final class Definitions implements Workflows {
    private final Map<String, Definition> byName =
            Stream.of("debt", "receipt").collect(Collectors.toMap(name -> name, Definitions::read));

    private static Definition read(String name) {
        var main = "cases/" + name + ".yaml";
        var files = new TreeMap<String, String>();
        for (var file : List.of(main, "systems/ledger.yaml")) {
            try (var in = Objects.requireNonNull(Definitions.class.getResourceAsStream("/torture/" + file))) {
                files.put(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return DefinitionReader.readAll(files, main);
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
}
