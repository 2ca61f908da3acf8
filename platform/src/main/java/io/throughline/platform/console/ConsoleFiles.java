package io.throughline.platform.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// The built console, held in memory, packed once. Only what is in it can be asked for, so no path leads out of it.
@Component
final class ConsoleFiles {
    /// Where the module `console` puts what it built.
    private static final String FOLDER = "console/";

    private static final String START = "index.html";
    private final Map<String, File> files;

    ConsoleFiles() {
        this(FOLDER);
    }

    ConsoleFiles(String folder) {
        files = read(folder);
    }

    /// @param packed the same, by gzip
    record File(byte[] content, byte[] packed) {}

    Optional<File> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /// The page; empty where the console was not built.
    Optional<File> start() {
        return find(START);
    }

    private static Map<String, File> read(String folder) {
        var found = new HashMap<String, File>();
        try {
            for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "**")) {
                var place = resource.getURL().getPath();
                if (resource.isReadable() && !place.endsWith("/")) {
                    var content = resource.getContentAsByteArray();
                    found.put(place.substring(place.lastIndexOf("/" + folder) + folder.length() + 1), packed(content));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(found);
    }

    private static File packed(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return new File(content, out.toByteArray());
    }
}
