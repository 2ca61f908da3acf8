package io.throughline.platform.outreach;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Hours at which a person asked to be reached, in their own time. Half-open: the last minute named is outside. Times
/// a person did not name are known to be inconvenient (12 CFR 1006.6(b)(1)(i)).
///
/// @param text as it was written
/// @param windows in the order of the day, apart from each other
record PreferredHours(String text, Set<DayOfWeek> days, List<Window> windows) {
    private static final Pattern FORM = Pattern.compile(
            "(?:(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))? )?(\\d\\d:\\d\\d-\\d\\d:\\d\\d(?:,\\d\\d:\\d\\d-\\d\\d:\\d\\d)*)");

    record Window(LocalTime opens, LocalTime closes) {}

    /// Such as `09:00-12:00,17:00-20:00` or `mon-fri 17:00-20:00`.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    static PreferredHours parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not like 09:00-12:00, 09:00-12:00,17:00-20:00 or" + " mon-fri 17:00-20:00");
        }
        var windows = new ArrayList<Window>();
        for (var window : form.group(3).split(",")) {
            windows.add(window(window));
        }
        windows.sort(Comparator.comparing(Window::opens));
        return new PreferredHours(text.strip(), days(form.group(1), form.group(2)), List.copyOf(windows));
    }

    private static Window window(String text) {
        try {
            var window = new Window(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)));
            if (!window.opens().isBefore(window.closes())) {
                throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
            }
            return window;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" has a time that no day has", e);
        }
    }

    private static Set<DayOfWeek> days(@Nullable String first, @Nullable String last) {
        if (first == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        var days = EnumSet.noneOf(DayOfWeek.class);
        var end = day(last == null ? first : last);
        for (var day = day(first); ; day = day.plus(1)) {
            days.add(day);
            if (day == end) {
                return days;
            }
        }
    }

    private static DayOfWeek day(String word) {
        for (var day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).startsWith(word)) {
                return day;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no day");
    }
}
