package io.throughline.understanding;

import io.throughline.understanding.Message.Channel;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The bare keywords of text messages and of mail, in any case and with a slip of the hand: they
/// mean what carriers and the TCPA (47 CFR 64.1200(a)(10)) say they mean, whatever a model would
/// make of them.
final class Keywords {
    private static final Map<String, Label> WORDS = Map.ofEntries(
            Map.entry("stop", Label.STOP_SMS),
            Map.entry("quit", Label.STOP_SMS),
            Map.entry("end", Label.STOP_SMS),
            Map.entry("cancel", Label.STOP_SMS),
            Map.entry("unsubscribe", Label.STOP_SMS),
            Map.entry("revoke", Label.STOP_SMS),
            Map.entry("optout", Label.STOP_SMS),
            Map.entry("remove", Label.STOP_SMS),
            Map.entry("alto", Label.STOP_SMS),
            Map.entry("stopall", Label.STOP_ALL),
            Map.entry("start", Label.START),
            Map.entry("unstop", Label.START),
            Map.entry("help", Label.HELP),
            Map.entry("info", Label.HELP),
            Map.entry("ayuda", Label.HELP));
    private static final Set<String> POLITE = Set.of("please", "thanks", "now", "porfavor", "por", "favor", "porfa");
    /// Words of their own that a slip of the hand would make of a keyword.
    private static final Set<String> OTHERS = Set.of(
            "step",
            "shop",
            "stoop",
            "top",
            "spot",
            "stow",
            "atop",
            "quite",
            "quiet",
            "quid",
            "suit",
            "and",
            "ends",
            "send",
            "bend",
            "lend",
            "remote",
            "removed",
            "revoked",
            "cancels",
            "canceled",
            "cancelo",
            "cancela",
            "cancele",
            "help",
            "stat",
            "star",
            "starts",
            "smart",
            "hello",
            "held",
            "kelp",
            "info",
            "alta",
            "alt",
            "auto",
            "halt",
            "ayudar",
            "unsubscribed",
            "stops",
            "stars",
            "salto",
            "also",
            "helps",
            "helped",
            "stay",
            "state",
            "slop",
            "into");

    private Keywords() {}

    /// What a text message or a mail of nothing but a keyword means; empty for every other message.
    static Optional<Set<Label>> of(Message message) {
        var isMail = message.channel() == Channel.EMAIL;
        var sentences = Tokens.sentences(isMail ? OwnWords.of(message) : message.text());
        if (!isMail && message.channel() != Channel.SMS || sentences.isEmpty() || sentences.size() > 2) {
            return Optional.empty();
        }
        var bare = sentences.stream()
                .flatMap(List::stream)
                .filter(word -> !POLITE.contains(word) && !word.equals("?"))
                .collect(Collectors.joining())
                .replace("-", "");
        var label = Optional.ofNullable(WORDS.get(bare)).or(() -> slipped(bare));
        return label.map(it -> isMail && it == Label.STOP_SMS ? Label.STOP_EMAIL : it)
                .map(EnumSet::of);
    }

    private static Optional<Label> slipped(String word) {
        var single = word.replaceAll("(.)\\1+", "$1");
        if (WORDS.containsKey(single)) {
            return Optional.of(WORDS.get(single));
        }
        if (word.length() < 3 || OTHERS.contains(word)) {
            return Optional.empty();
        }
        var near = WORDS.entrySet().stream()
                .filter(it -> it.getKey().length() >= 4
                        && it.getKey().charAt(0) == word.charAt(0)
                        && Lexicon.isOneSlip(it.getKey(), word))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
    }
}
