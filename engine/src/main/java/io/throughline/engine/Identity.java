package io.throughline.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How surely we know who is there. It belongs to the case, follows it to every channel and lapses after
/// [#LIFETIME].
///
/// @param failures failed attempts since the last success
public record Identity(
        Level level, @Nullable String method, @Nullable Instant provenAt, int failures) {
    /// Ordered: a later level includes the earlier ones.
    public enum Level {
        NONE,
        LINK,
        RIGHT_PARTY
    }

    /// How long a proof is carried without being asked again (house rule; the issue of policy packs makes it
    /// data).
    public static final Duration LIFETIME = Duration.ofMinutes(30);

    public static final Identity UNKNOWN = new Identity(Level.NONE, null, null, 0);

    /// Whether the person is proven to `needed` at `now`.
    public boolean meets(Level needed, Instant now) {
        if (needed == Level.NONE) {
            return true;
        }
        return provenAt != null && level.compareTo(needed) >= 0 && now.isBefore(provenAt.plus(LIFETIME));
    }

    Identity proven(Level newLevel, String how, Instant now) {
        return new Identity(newLevel, how, now, 0);
    }

    Identity failedOnce() {
        return new Identity(level, method, provenAt, failures + 1);
    }
}
