package io.throughline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything one installation keeps: database, keys, logs, the sandbox's stores. Two never share one; see
/// [FolderLock].
record DataFolder(Path path) {

    DataFolder {
        path = path.toAbsolutePath().normalize();
    }

    /// The folder the caller means: the option, else `THROUGHLINE_DATA`, else `.throughline` here.
    static DataFolder chosen(@Nullable Path option, @Nullable String environment) {
        if (option != null) {
            return new DataFolder(option);
        }
        return new DataFolder(Path.of(environment == null || environment.isBlank() ? ".throughline" : environment));
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path keys() {
        return path.resolve("keys");
    }

    Path apiKey() {
        return keys().resolve("api-key");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path clock() {
        return path.resolve("clock");
    }

    Path runFile() {
        return path.resolve("run.json");
    }

    void create() {
        try {
            Files.createDirectories(path);
            Files.createDirectories(logs());
            Files.createDirectories(keys());
            if (isPosix()) {
                Files.setPosixFilePermissions(keys(), PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "Cannot write to " + path + " (" + e.getMessage() + "). Choose another with --data",
                    e);
        }
    }

    /// Takes away all of it; for a folder that was made for one run.
    void delete() {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A secret of this installation: read if it is there, else made once and kept readable by its owner alone.
    String secret(String name, Secret kind) {
        Path file = keys().resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            String value = kind.make(new SecureRandom());
            writePrivately(file, value + "\n");
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> readApiKey() {
        try {
            return Files.exists(apiKey())
                    ? Optional.of(Files.readString(apiKey()).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "Cannot read the API key in " + apiKey(), e);
        }
    }

    private void writePrivately(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (isPosix()) {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, ownerOnly);
            Files.write(file, bytes);
        } else {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        }
    }

    private boolean isPosix() throws IOException {
        Set<String> views = Files.getFileStore(path).supportsFileAttributeView("posix") ? Set.of("posix") : Set.of();
        return !views.isEmpty();
    }

    /// How a secret is made. SMPP allows a password of eight characters; Stripe's have prefixes that tell what they
    /// are.
    enum Secret {
        PASSWORD("", 24),
        SMPP_PASSWORD("", 4),
        STRIPE_KEY("sk_test_", 24),
        STRIPE_WEBHOOK("whsec_", 24);

        private final String prefix;
        private final int bytes;

        Secret(String prefix, int bytes) {
            this.prefix = prefix;
            this.bytes = bytes;
        }

        private String make(SecureRandom random) {
            byte[] value = new byte[bytes];
            random.nextBytes(value);
            return prefix
                    + (bytes > 8
                            ? Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(value)
                                    .replace('-', 'x')
                                    .replace('_', 'y')
                            : HexFormat.of().formatHex(value));
        }
    }
}
