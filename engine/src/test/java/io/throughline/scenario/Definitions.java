package io.throughline.scenario;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/// The definitions that scenarios are tried on.
final class Definitions {
    private static final Path SHIPPED = Path.of("..", "workflows", "collections", "arrears.yaml");
    static final Definition ARREARS = arrears();
    static final Definition DISPUTE = dispute();

    private Definitions() {}

    static Definition named(String name) {
        return switch (name) {
            case "arrears" -> ARREARS;
            case "dispute" -> DISPUTE;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// The shipped definition, with some of it written otherwise.
    ///
    /// @param changes what is written and what stands there instead, in turn
    static Definition arrears(String... changes) {
        try {
            var files = new TreeMap<>(DefinitionReader.bundle(SHIPPED));
            var text = files.getOrDefault("collections/arrears.yaml", "");
            for (int i = 0; i < changes.length; i += 2) {
                if (!text.contains(changes[i])) {
                    throw new IllegalArgumentException("not in the definition: " + changes[i]);
                }
                text = text.replace(changes[i], changes[i + 1]);
            }
            files.put("collections/arrears.yaml", text);
            return DefinitionReader.readAll(files, "collections/arrears.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Definition dispute() {
        try {
            var files = new TreeMap<>(DefinitionReader.bundle(SHIPPED));
            files.keySet().removeIf(name -> !name.startsWith("systems/"));
            for (var name : new String[] {"dispute.yaml", "disclosures.yaml"}) {
                files.put("kinds/" + name, Files.readString(Path.of("src", "test", "resources", "kinds", name)));
            }
            return DefinitionReader.readAll(files, "kinds/dispute.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
