package io.throughline.policy;

import io.throughline.policy.pack.PackDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The packs of the repository as the law of contact, read once.
public final class Law {
    public static final ContactLaw SHIPPED = read();

    private Law() {}

    private static ContactLaw read() {
        try {
            return new ContactLaw(new PackDirectory(Path.of("..", "packs")).read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
