package io.throughline.diagram;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Names and times as people say them.
final class Words {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /// Keeps a number and its unit on one line.
    static final char NO_BREAK = '\u00a0';

    private Words() {}

    /// `payment-not-posted` as `payment not posted`.
    static String plain(String name) {
        return name.replace('-', ' ').replace('_', ' ');
    }

    /// `payment-not-posted` as `Payment not posted`.
    static String heading(String name) {
        var words = plain(name);
        return words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// `30 min`, `4 h`, `2 d`; mixed ones from the largest down, `1 d 12 h`.
    static String time(Duration time) {
        if (time.isZero()) {
            return "0" + NO_BREAK + "min";
        }
        var words = new StringBuilder();
        add(words, time.toDays(), "d");
        add(words, time.toHoursPart(), "h");
        add(words, time.toMinutesPart(), "min");
        add(words, time.toSecondsPart(), "s");
        return words.toString();
    }

    private static void add(StringBuilder words, long number, String unit) {
        if (number > 0) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(number)
                    .append(NO_BREAK)
                    .append(unit);
        }
    }

    /// `22 Nov, 09:42`, in UTC.
    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /// `2, 3 or 6`.
    static String or(List<?> things) {
        var words = new StringBuilder();
        for (int i = 0; i < things.size(); i++) {
            words.append(i == 0 ? "" : i == things.size() - 1 ? " or " : ", ").append(things.get(i));
        }
        return words.toString();
    }

    /// How a customer would call a channel: a text, never an SMS.
    static String channel(String channel) {
        return switch (channel) {
            case "sms" -> "Text";
            case "email" -> "E-mail";
            case "web" -> "Web page";
            case "voice", "call" -> "Call";
            case "chat" -> "Chat";
            default -> heading(channel);
        };
    }
}
