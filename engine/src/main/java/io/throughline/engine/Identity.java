package io.throughline.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How surely we know who is there. It belongs to the case, follows it to every channel and lapses when the workflow's
/// policy says so.
///
/// @param failures failed attempts since the last success
/// @param until when the proof lapses; null: [#LIFETIME] after it was given
public record Identity(
        Level level,
        @Nullable String method,
        @Nullable Instant provenAt,
        int failures,
        @Nullable Instant until) {
    /// A proof that lives as long as the house lets it.
    public Identity(Level level, @Nullable String method, @Nullable Instant provenAt, int failures) {
        this(level, method, provenAt, failures, null);
    }

    /// Ordered: a later level includes the earlier ones.
    public enum Level {
        NONE,
        LINK,
        RIGHT_PARTY;

        /// As definitions write it: `right-party`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The level of that name.
        public static Optional<Level> of(String word) {
            return Arrays.stream(values())
                    .filter(level -> level.word().equals(word))
                    .findFirst();
        }
    }

    /// How long a proof is carried without being asked again, where the workflow does not say.
    public static final Duration LIFETIME = Duration.ofMinutes(30);

    public static final Identity UNKNOWN = new Identity(Level.NONE, null, null, 0);

    /// Whether the person is proven to `needed` at `now`.
    public boolean meets(Level needed, Instant now) {
        if (needed == Level.NONE) {
            return true;
        }
        return hasReached(needed) && now.isBefore(lapses());
    }

    /// Whether the person was proven to `needed` in this case, if only for a time. Colleagues may then have what the
    /// customer could see; what is said to whoever is there now goes by [#meets(Level, Instant)].
    public boolean hasReached(Level needed) {
        return needed == Level.NONE || (provenAt != null && level.compareTo(needed) >= 0);
    }

    private Instant lapses() {
        if (until != null) {
            return until;
        }
        return provenAt == null ? Instant.MIN : provenAt.plus(LIFETIME);
    }

    /// A lower proof does not take away a higher one that still lives.
    Identity proven(Level newLevel, String how, Instant now, Duration lives) {
        return newLevel.compareTo(level) < 0 && meets(level, now)
                ? new Identity(level, method, provenAt, 0, until)
                : new Identity(newLevel, how, now, 0, now.plus(lives));
    }

    Identity failedOnce() {
        return new Identity(level, method, provenAt, failures + 1, until);
    }
}
