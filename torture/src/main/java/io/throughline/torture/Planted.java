package io.throughline.torture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Mistakes that can be built in, to see that they are found.
public enum Planted {
    /// A move is acknowledged, and committed a moment later.
    ACKNOWLEDGED_EARLY,
    /// COMMIT is answered before the log is on disk (`synchronous_commit = off`).
    ANSWERED_BEFORE_FLUSH,
    /// A move whose answer was lost is given again as if it were another.
    RETRY_WITHOUT_STAMP,
    /// An effect is struck off the queue before it is carried out.
    EFFECT_OVER_BEFORE_CALL,
    /// Each call to the outside has a key of its own.
    KEY_AT_RANDOM;

    /// As it is written on a command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Planted::word).toList();
    }
}
