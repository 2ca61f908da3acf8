package io.throughline.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that happens in a world, in its order, as one hash. Two runs with the same hash did the same.
final class Trace {
    private final MessageDigest digest;
    private final @Nullable Consumer<String> reader;
    private Instant at = Instant.EPOCH;

    /// @param reader is given each line; null: nobody reads
    Trace(@Nullable Consumer<String> reader) {
        this.reader = reader;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void turn(Instant now, String task) {
        at = now;
        say(task);
    }

    void say(String line) {
        var text = at + " " + line + "\n";
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        if (reader != null) {
            reader.accept(text);
        }
    }

    /// Hash of all so far.
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
