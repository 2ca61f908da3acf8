package io.throughline.policy.pack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Which of several reasons is told first (engine.precedence).
public enum Rank {
    /// What the engine needs to decide at all is not there.
    ENGINE,
    /// Legal bars, in the order in which they are told.
    STAY,
    DISCHARGE,
    CEASE,
    ATTORNEY,
    DECEASED,
    MINOR,
    LEGAL,
    OPT_OUT,
    CONSENT,
    DNC,
    DISPUTE,
    PLACE,
    TIME,
    FREQUENCY,
    CONTENT,
    DISCLOSURE;

    static List<String> words() {
        return Arrays.stream(values()).map(Rank::word).toList();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Rank of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
