package io.throughline.understanding;

import io.throughline.understanding.Message.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message seen with one channel in mind: that channel is `X` and any other `Y`, so that what is learned of "stop
/// calling" is known of "stop texting" as well.
enum View {
    SMS(Channel.SMS, "TEXT", Label.STOP_SMS, Label.ONLY_SMS),
    EMAIL(Channel.EMAIL, "EMAIL", Label.STOP_EMAIL, Label.ONLY_EMAIL),
    CALL(Channel.CALL, "CALL", Label.STOP_CALL, null),
    MAIL(null, "LETTER", null, Label.ONLY_MAIL);

    private final @Nullable Channel channel;
    private final String concept;
    private final @Nullable Label stop;
    private final @Nullable Label only;

    View(@Nullable Channel channel, String concept, @Nullable Label stop, @Nullable Label only) {
        this.channel = channel;
        this.concept = concept;
        this.stop = stop;
        this.only = only;
    }

    /// The label for a stop of this channel; letters have none.
    @Nullable
    Label stop() {
        return stop;
    }

    /// The label for this channel and no other; calls have none.
    @Nullable
    Label only() {
        return only;
    }

    boolean isWhereItCameBy(Channel by) {
        return by == channel;
    }

    /// The concepts as this view has them.
    List<String> map(List<String> read, Channel by) {
        return read.stream().map(it -> map(it, by)).toList();
    }

    private String map(String word, Channel by) {
        return switch (word) {
            case "CALL", "TEXT", "EMAIL", "LETTER" -> word.equals(concept) ? "X" : "Y";
            case "MSG", "THIS" -> isWhereItCameBy(by) ? word + "X" : word;
            case "NUMBER" -> this == SMS || this == CALL ? "XNUM" : "YNUM";
            case "ADDRESS" -> this == EMAIL ? "XADDR" : this == MAIL ? "MADDR" : "YADDR";
            default -> word;
        };
    }
}
