package io.throughline.policy.pack;

import io.throughline.policy.pack.PolicyCel.Expression;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A clause in words.
final class ClauseWords {
    private ClauseWords() {}

    static String of(Clause clause) {
        return switch (clause) {
            case Clause.Says says ->
                says.outcome().words()
                        + (says.until() == null ? "" : " until " + source(says.until()))
                        + when(says.when());
            case Clause.Hours hours -> hours(hours);
            case Clause.Limit limit ->
                limit.outcome().words() + " after " + limit.most() + " in "
                        + (limit.days() > 0 ? limit.days() + " dates" : limit.hours() + " hours")
                        + (limit.perDebt() ? " for each debt" : "") + ", counting " + source(limit.of())
                        + when(limit.when());
            case Clause.Uncount uncount ->
                "does not count for " + String.join(", ", uncount.rules()) + ": " + source(uncount.which()) + " ("
                        + uncount.reason() + ")" + when(uncount.when());
            case Clause.Lift lift ->
                "lifts " + String.join(", ", lift.rules())
                        + (lift.reasons().isEmpty() ? "" : " " + lift.reasons()) + " (" + lift.reason() + ")"
                        + when(lift.when());
        };
    }

    private static String hours(Clause.Hours hours) {
        var text = new StringBuilder(hours.outcome().words()).append(" outside its hours");
        if (hours.open() != null) {
            text.append(" (").append(week(hours.open())).append(')');
        }
        append(text, "open as ", hours.openAs());
        append(text, "closed ", hours.closed());
        append(text, "closed on ", hours.closedDays());
        append(text, "also open ", hours.orOpen());
        if (!hours.alsoIn().isEmpty()) {
            text.append("; also by the clock of ").append(hours.alsoIn());
        }
        return text.append(when(hours.when())).toString();
    }

    private static String week(Week week) {
        var days = new LinkedHashMap<String, String>();
        for (var day : DayOfWeek.values()) {
            days.put(
                    day.getDisplayName(TextStyle.SHORT, Locale.ROOT),
                    spans(week.days().getOrDefault(day, List.of())));
        }
        var text = days.values().stream().distinct().count() == 1
                ? "daily " + days.values().iterator().next()
                : days.entrySet().stream()
                        .map(day -> day.getKey() + " " + day.getValue())
                        .collect(Collectors.joining(", "));
        return week.holidays() == null ? text : text + ", public holidays " + spans(week.holidays());
    }

    private static String spans(List<Week.Span> spans) {
        return spans.isEmpty()
                ? "closed"
                : spans.stream().map(span -> span.from() + "-" + span.to()).collect(Collectors.joining(" and "));
    }

    private static void append(StringBuilder text, String word, @Nullable Expression expression) {
        if (expression != null) {
            text.append("; ").append(word).append(source(expression));
        }
    }

    private static String when(@Nullable Expression condition) {
        return condition == null ? "" : " when " + source(condition);
    }

    private static String source(Expression expression) {
        return expression.source().strip().replaceAll("\\s+", " ");
    }
}
