package io.throughline.rehearsal.picture;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers and times as the picture says them.
final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.US);

    private Words() {}

    static String percent(double share) {
        return share > 0 && share < 0.0995
                ? String.format(Locale.US, "%.1f%%", 100 * share)
                : String.format(Locale.US, "%.0f%%", 100 * share);
    }

    static String count(long number) {
        return String.format(Locale.US, "%,d", number);
    }

    static String hours(double hours) {
        if (hours >= 48) {
            return String.format(Locale.US, "%.1f d", hours / 24);
        }
        return hours >= 1
                ? String.format(Locale.US, "%.1f h", hours)
                : String.format(Locale.US, "%.0f min", hours * 60);
    }

    /// `Mon 23 Nov 09:00`.
    static String day(String local) {
        return DAY.format(LocalDateTime.parse(local));
    }

    static List<String> wrapped(String text, int letters) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > letters) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String cut(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
    }
}
