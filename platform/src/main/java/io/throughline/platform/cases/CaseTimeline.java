package io.throughline.platform.cases;

import io.throughline.engine.By;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The evidence of a case in plain sentences, for colleagues who work on it.
public final class CaseTimeline {
    private static final Pattern AMOUNT = Pattern.compile("[$€£]?\\d[\\d,]*\\.\\d{2}\\b");
    private static final String WITHHELD = "…";

    private CaseTimeline() {}

    /// One event.
    ///
    /// @param person id of the colleague who caused it; null: none did
    public record Line(
            int number,
            Instant at,
            String type,
            String actor,
            @Nullable String person,
            String channel,
            @Nullable String step,
            String text,
            Map<String, Object> details) {}

    /// @param withAccount whether amounts may be told
    public static List<Line> of(List<Cases.Recorded> events, boolean withAccount) {
        return events.stream().map(event -> line(event, withAccount)).toList();
    }

    private static Line line(Cases.Recorded event, boolean withAccount) {
        var by = event.by();
        var told = withAccount
                ? event
                : new Cases.Recorded(
                        event.number(), event.at(), event.type(), by, event.step(), discreet(event), event.hash());
        var text = CaseStory.sentence(told);
        return new Line(
                event.number(),
                event.at(),
                event.type(),
                by.actor().name().toLowerCase(Locale.ROOT),
                by.actor().isStaff() && by.channel() != By.Channel.SYSTEM ? by.id() : null,
                by.channel().name().toLowerCase(Locale.ROOT),
                event.step().isEmpty() ? null : event.step(),
                withAccount ? text : withoutAmounts(text),
                withAccount ? shown(event.details()) : Map.of());
    }

    private static Map<String, Object> discreet(Cases.Recorded event) {
        var kept = new LinkedHashMap<String, Object>();
        event.details().forEach((name, value) -> kept.put(name, isMoney(value) ? WITHHELD : value));
        return kept;
    }

    private static boolean isMoney(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.keySet().equals(Set.of("minor", "currency"));
    }

    private static Map<String, Object> shown(Map<String, Object> details) {
        var shown = new TreeMap<String, Object>();
        details.forEach((name, value) -> shown.put(name, CaseView.shown(value)));
        return shown;
    }

    /// A text with its amounts left out.
    public static String withoutAmounts(String text) {
        return AMOUNT.matcher(text).replaceAll(WITHHELD);
    }

    /// A value for people: money as `$480.00`, the rest as it is.
    public static Object shown(@Nullable Object value) {
        return CaseView.shown(value);
    }
}
