package io.throughline.platform.outreach;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a reply has us do at once. Its keywords are those of ctia.keywords and their like in Spanish and French, alone
/// or as a line of their own at the top; every other word is for [ReadReplies] to understand.
enum ReplyMeaning {
    STOP,
    STOP_ALL,
    START,
    HELP,
    OTHER;

    private static final Set<String> STOPS = Set.of(
            "stop",
            "stopp",
            "quit",
            "end",
            "revoke",
            "opt out",
            "optout",
            "cancel",
            "unsubscribe",
            "remove",
            "alto",
            "parar",
            "pare",
            "paren",
            "basta",
            "baja",
            "arret");
    private static final Set<String> STOPS_ALL = Set.of("stopall", "stop all");
    private static final Set<String> STARTS = Set.of("start", "unstop", "subscribe", "empezar", "comenzar");
    private static final Set<String> HELPS = Set.of("help", "info", "ayuda", "aide");
    private static final Pattern QUOTE_BEGINS = Pattern.compile(
            "(?i)^\\s*(on .{4,200}wrote:|el .{4,200}escribi[oó]:|-+ ?original message ?-+|-+ ?mensaje original ?-+"
                    + "|from: .*|de: .*|_{5,}|sent from my .*|enviado desde mi .*|get outlook for .*|-- ?)$");

    /// The keyword that a whole text or mail body is; `OTHER`: none.
    static ReplyMeaning of(String text) {
        var written = written(text);
        var whole = of(words(written), true);
        if (whole != OTHER) {
            return whole;
        }
        // "Stop." and a name beneath it.
        return written.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> of(words(line), false))
                .orElse(OTHER);
    }

    /// What the sender wrote, without quoted text, signature and what comes after them.
    static String written(String text) {
        var own = new StringBuilder();
        for (var line : text.lines().toList()) {
            if (QUOTE_BEGINS.matcher(line).matches()) {
                break;
            }
            if (!line.stripLeading().startsWith(">")) {
                own.append(line).append('\n');
            }
        }
        return own.toString().strip();
    }

    private static ReplyMeaning of(String words, boolean alone) {
        var plain =
                words.replaceFirst("^(please|por favor) ", "").replaceFirst(" (please|por favor|now|ya|thanks)$", "");
        if (STOPS_ALL.contains(plain)) {
            return STOP_ALL;
        }
        if (STOPS.contains(plain)) {
            return STOP;
        }
        if (alone && STARTS.contains(plain)) {
            return START;
        }
        return alone && HELPS.contains(plain) ? HELP : OTHER;
    }

    /// Lower case, no accents, no punctuation, single blanks. "S.T.O.P" is one word, "opt-out" two.
    private static String words(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("['’]", "")
                .replaceAll("\\b(\\p{L})\\.(?=\\p{L}\\b)", "$1");
        return plain.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
