package io.throughline.platform.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes secrets and the keyed hashes under which they are kept. Who reads the database learns no
/// secret from it, and who writes to it cannot forge one without the key, which lives outside
/// (`DIR/keys/identity-key`).
final class Secrets {
    private static final int KEY_BYTES = 32;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key;
    private final RandomGenerator random;

    Secrets(byte[] key, RandomGenerator random) {
        if (key.length < KEY_BYTES) {
            throw new IllegalArgumentException("the identity key needs at least " + KEY_BYTES + " bytes");
        }
        this.key = key.clone();
        this.random = random;
    }

    /// With the key of the data folder, made there at first start, readable by its owner only.
    static Secrets in(Path keys, RandomGenerator random) {
        var file = keys.resolve("identity-key");
        try {
            Files.createDirectories(keys);
            if (!Files.exists(file)) {
                create(file, random);
            }
            return new Secrets(Files.readAllBytes(file), random);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the identity key " + file, e);
        }
    }

    private static void create(Path file, RandomGenerator random) throws IOException {
        var fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        // written aside and moved: a crash leaves a whole key or none
        var aside = Files.createTempFile(
                file.getParent(),
                "identity-key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(fresh));
            channel.force(true);
        }
        try {
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException _) {
            // another node of the same folder was first: its key counts
        } finally {
            Files.delete(aside);
        }
    }

    /// A token of 128 random bits, 22 characters: short, for it counts in a text message.
    String token() {
        return text(16);
    }

    /// A session id of 256 random bits.
    String sessionId() {
        return text(32);
    }

    /// Six digits.
    String code() {
        return "%06d".formatted(random.nextInt(1_000_000));
    }

    /// Short, random, for an error that a customer may read out.
    String reference() {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    /// Keyed hash in hex. `purpose` keeps the hashes of different things apart.
    String hash(String purpose, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /// In a time that does not tell how much of it was right.
    static boolean same(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private String text(int bytes) {
        var fresh = new byte[bytes];
        random.nextBytes(fresh);
        return TEXT.encodeToString(fresh);
    }
}
