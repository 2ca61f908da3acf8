package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Ways to reach a person, as consent distinguishes them: a voice that is not a person's own needs consent of its own.
public enum Medium {
    SMS,
    EMAIL,
    VOICE,
    VOICE_AUTO,
    LETTER,
    CHAT;

    /// As people write it: `voice-auto`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Medium> of(String word) {
        return Arrays.stream(values())
                .filter(medium -> medium.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Medium::word).toList();
    }

    /// @throws IllegalArgumentException if nobody is reached on that channel
    static Medium of(Channel channel) {
        return switch (channel) {
            case SMS -> SMS;
            case EMAIL -> EMAIL;
            case VOICE -> VOICE;
            case CHAT, WEB -> CHAT;
            case API, SYSTEM -> throw new IllegalArgumentException("nobody is reached by " + channel);
        };
    }
}
