package io.throughline.platform.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The key of the API, made at first start in `DATA/keys/api-key` for its owner's eyes. Only its hash stays in
/// memory.
final class ApiKey {
    private static final int BYTES = 32;
    private final byte[] hash;

    private ApiKey(byte[] hash) {
        this.hash = hash;
    }

    static ApiKey in(Path data, RandomGenerator random) {
        var file = data.resolve("keys").resolve("api-key");
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            String key = Files.readString(file).strip();
            if (key.length() < BYTES) {
                throw new IllegalStateException(
                        "the API key in " + file + " is too short; delete the file to get a new one");
            }
            return new ApiKey(hash(key));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the API key " + file, e);
        }
    }

    /// Compares in constant time: hashes have one length, and their bytes say nothing of the key.
    boolean matches(String given) {
        return MessageDigest.isEqual(hash, hash(given));
    }

    private static void make(Path file, RandomGenerator random) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var draft = Files.createTempFile(
                file.getParent(),
                "api-key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, key + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            // A link fails if another process was first; a reader never sees half a key.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // The other process's key is the key.
        } finally {
            Files.delete(draft);
        }
        Files.setPosixFilePermissions(file, Set.copyOf(PosixFilePermissions.fromString("rw-------")));
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
