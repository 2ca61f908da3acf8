package io.throughline.tryouts;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the tests find the domains, the small data of our own, and the public data.
final class Tau2Files {
    static final Path TRYOUTS = repository().resolve("workflows/tryouts");
    static final Path PUBLIC = repository().resolve("../shared/data/tau2").normalize();

    private Tau2Files() {}

    static Path own(String domain) {
        return repository().resolve("tryouts/src/test/resources/tau2").resolve(domain);
    }

    private static Path repository() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("throughline"))) {
                return folder;
            }
        }
        throw new IllegalStateException("the tests run inside the repository");
    }
}
