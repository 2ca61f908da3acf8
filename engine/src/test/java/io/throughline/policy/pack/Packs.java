package io.throughline.policy.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The packs of the repository, read once.
final class Packs {
    static final Path FOLDER = Path.of("..", "packs");
    private static final Policy SHIPPED = PackReader.read(texts());

    private Packs() {}

    static Policy shipped() {
        return SHIPPED;
    }

    static Map<String, String> texts() {
        try (var files = Files.list(FOLDER)) {
            var texts = new TreeMap<String, String>();
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
