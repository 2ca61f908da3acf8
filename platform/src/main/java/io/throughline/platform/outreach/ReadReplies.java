package io.throughline.platform.outreach;

import io.throughline.understanding.Label;
import io.throughline.understanding.Message;
import io.throughline.understanding.Message.Channel;
import io.throughline.understanding.Understanding;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Understands what people write: the carriers' keywords by themselves, everything else by the trained model. Nothing
/// leaves the process.
@Component
class ReadReplies {
    private static final Pattern SPANISH = Pattern.compile(
            "(?iu)\\b(no me|ya no|por favor|porfa|mas|más|dejen|deje|llamen|manden|mensajes|correos?|quiero|el|la|los|de|que|mi|con|para|usted|alto"
                    + "|baja|basta|parar|pare[n]?|ayuda)\\b");
    private static final Pattern ENGLISH = Pattern.compile(
            "(?i)\\b(the|please|stop|do not|don'?t|me|my|you|to|of|is|and|for|no more|text(s|ing)?|call(s|ing)?|quit|with|this)\\b");

    ReadReplies() {
        // The model takes a moment to load; the first message should not wait for it.
        Thread.ofVirtual().name("load-model").start(Understanding::shipped);
    }

    /// @param channel that the message came by
    Reading read(Channel channel, String text) {
        var keyword = channel == Channel.CALL ? ReplyMeaning.OTHER : ReplyMeaning.of(text);
        var words = ReplyMeaning.written(text);
        var at = labels(keyword, channel);
        if (keyword != ReplyMeaning.OTHER && !words.strip().contains("\n")) {
            return new Reading(keyword, at, at, 1, false, words, language(words));
        }
        var message = new Message(channel, text);
        var meaning = Understanding.shipped().of(message);
        var own = Understanding.ownWords(message);
        var heeded = EnumSet.noneOf(Label.class);
        heeded.addAll(at);
        heeded.addAll(meaning.doubtful() ? narrowing(meaning.sure()) : meaning.labels());
        var guess = EnumSet.copyOf(heeded);
        guess.addAll(meaning.labels());
        return new Reading(
                keyword == ReplyMeaning.OTHER ? reply(heeded, channel) : keyword,
                heeded,
                guess,
                meaning.confidence(),
                meaning.doubtful(),
                channel == Channel.CALL || own.isBlank() ? text.strip() : own,
                language(own));
    }

    /// Of a doubtful message only what narrows contact is heeded before a person has read it.
    private static Set<Label> narrowing(Set<Label> sure) {
        return sure.stream()
                .filter(label -> label != Label.START && label != Label.HELP)
                .collect(Collectors.toSet());
    }

    private static Set<Label> labels(ReplyMeaning keyword, Channel channel) {
        return switch (keyword) {
            case STOP -> Set.of(own(channel).orElse(Label.STOP_ALL));
            case STOP_ALL -> Set.of(Label.STOP_ALL);
            case START -> Set.of(Label.START);
            case HELP -> Set.of(Label.HELP);
            case OTHER -> Set.of();
        };
    }

    /// What a set of labels has us answer to somebody who wrote by a channel.
    static ReplyMeaning reply(Set<Label> labels, Channel channel) {
        if (labels.contains(Label.STOP_ALL)) {
            return ReplyMeaning.STOP_ALL;
        }
        if (own(channel).filter(labels::contains).isPresent() || excludes(labels, channel)) {
            return ReplyMeaning.STOP;
        }
        if (labels.contains(Label.START)) {
            return ReplyMeaning.START;
        }
        return labels.contains(Label.HELP) ? ReplyMeaning.HELP : ReplyMeaning.OTHER;
    }

    private static boolean excludes(Set<Label> labels, Channel channel) {
        return switch (channel) {
            case SMS -> labels.contains(Label.ONLY_EMAIL) || labels.contains(Label.ONLY_MAIL);
            case EMAIL -> labels.contains(Label.ONLY_SMS) || labels.contains(Label.ONLY_MAIL);
            case CHAT, CALL -> false;
        };
    }

    /// The stop of a channel itself; a chat has none, it is begun by the customer.
    static Optional<Label> own(Channel channel) {
        return switch (channel) {
            case SMS -> Optional.of(Label.STOP_SMS);
            case EMAIL -> Optional.of(Label.STOP_EMAIL);
            case CALL -> Optional.of(Label.STOP_CALL);
            case CHAT -> Optional.empty();
        };
    }

    /// By its common words; none where both languages or neither show, such as in STOP, which is said in both.
    private static Optional<String> language(String words) {
        long spanish = SPANISH.matcher(words).results().count();
        long english = ENGLISH.matcher(words).results().count();
        if (words.strip().length() < 4 || words.strip().equalsIgnoreCase("stop") || spanish == english) {
            return Optional.empty();
        }
        return Optional.of(spanish > english ? "es" : "en");
    }
}
