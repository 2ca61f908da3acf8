package io.throughline.platform.policies;

import io.throughline.policy.ContactLaw;
import io.throughline.policy.pack.PackDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// The packs of the repository, read once for all tests of a process.
public final class ShippedLaw {
    private static final ContactLaw PACKS = read();
    public static final Laws LAWS = () -> Optional.of(PACKS);

    private ShippedLaw() {}

    private static ContactLaw read() {
        try {
            return new ContactLaw(new PackDirectory(Path.of("..", "packs")).read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
