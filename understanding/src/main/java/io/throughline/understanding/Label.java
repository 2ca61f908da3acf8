package io.throughline.understanding;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a compliance officer would record from one message. No label at all is written `none`.
public enum Label {
    STOP_ALL,
    STOP_SMS,
    STOP_EMAIL,
    STOP_CALL,
    STOP_PLACE_WORK,
    STOP_TIME,
    ONLY_EMAIL,
    ONLY_SMS,
    ONLY_MAIL,
    ATTORNEY,
    CEASE_DEBT,
    DISPUTE,
    WRONG_NUMBER,
    THIRD_PARTY,
    DECEASED,
    BANKRUPTCY,
    SERVICEMEMBER,
    START,
    HELP;

    /// How a file writes that nothing is to be recorded.
    public static final String NONE = "none";

    private static final List<Label> ALL = List.of(values());

    /// The name in files: `stop-place-work`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether the label narrows how or when the person may be reached.
    public boolean isStop() {
        return ordinal() <= ONLY_MAIL.ordinal() || this == CEASE_DEBT;
    }

    public static Optional<Label> of(String word) {
        return ALL.stream().filter(label -> label.word().equals(word)).findFirst();
    }

    /// Every word a file may use, `none` included.
    public static List<String> words() {
        return java.util.stream.Stream.concat(ALL.stream().map(Label::word), java.util.stream.Stream.of(NONE))
                .toList();
    }

    /// Reads `stop-call|attorney` or `none`.
    ///
    /// @throws IllegalArgumentException for a word that is no label, or `none` beside another
    public static Set<Label> read(String words) {
        var labels = EnumSet.noneOf(Label.class);
        var parts = Arrays.stream(words.split("\\|", -1)).map(String::strip).toList();
        if (parts.equals(List.of(NONE))) {
            return labels;
        }
        for (var part : parts) {
            labels.add(of(part).orElseThrow(() -> new IllegalArgumentException(wrong(part))));
        }
        return labels;
    }

    private static String wrong(String part) {
        return part.equals(NONE)
                ? "\"none\" stands alone, without other labels"
                : "\"" + part + "\" is not a label; the labels are " + String.join(", ", words());
    }

    /// Writes a set as files do, in the order of this enum.
    public static String write(Set<Label> labels) {
        return labels.isEmpty()
                ? NONE
                : labels.stream().sorted().map(Label::word).collect(Collectors.joining("|"));
    }
}
