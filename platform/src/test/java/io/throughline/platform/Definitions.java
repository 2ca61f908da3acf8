package io.throughline.platform;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/// Definitions made for tests, with the systems of the product.
public final class Definitions {
    private static final Path PRODUCT = Path.of("..", "workflows", "collections", "arrears.yaml");

    private Definitions() {}

    /// The arrears workflow as it ships.
    public static Definition shipped() {
        try {
            return DefinitionReader.read(PRODUCT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The definition `kinds/name.yaml` of the test resources.
    public static Definition named(String name) {
        try {
            var files = new TreeMap<>(DefinitionReader.bundle(PRODUCT));
            files.keySet().removeIf(file -> !file.startsWith("systems/"));
            var file = "kinds/" + name + ".yaml";
            files.put(file, Files.readString(Path.of("src", "test", "resources", file)));
            return DefinitionReader.readAll(files, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
