package io.throughline.bench.plan;

import io.throughline.bench.plan.Facts.Attorney;
import io.throughline.bench.plan.Facts.Callback;
import io.throughline.bench.plan.Facts.Clock;
import io.throughline.bench.plan.Facts.Contact;
import io.throughline.bench.plan.Facts.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the rules of `regulation-f.drl` ask beside plain comparisons.
public final class RegulationF {
    private static final Set<String> NOT_CONSENT = Set.of(
            "none",
            "no",
            "number_given_to_creditor",
            "number_provided_only",
            "skip_trace",
            "caller_id",
            "captured_caller_id",
            "data_broker",
            "creditor_supplied",
            "creditor_notice");
    private static final Set<String> SUIT = Set.of(
            "may_take_legal_action",
            "suit_threat",
            "legal_action",
            "threat_of_suit",
            "pay_within_10_days_or_suit",
            "court_action",
            "will_sue",
            "judgment_threat");
    private static final Pattern SUES = Pattern.compile("(^|_)(suit|sue|lawsuit|litigation)(_|$)");
    private static final Pattern PRESSES =
            Pattern.compile("^pay_(within|by|now|today|immediately)|too_late_to_dispute|overshadow|final_demand");
    private static final Pattern FALSE =
            Pattern.compile("arrest|seizure|seize|garnish|jail|prison|criminal|deport|police|sheriff");

    private RegulationF() {}

    public static boolean isOpen(Clock clock, List<Window> convenient) {
        return clock.minute() >= 8 * 60 && clock.minute() < 21 * 60 || holds(convenient, clock);
    }

    public static boolean isInconvenient(Clock clock, List<Window> windows, List<String> days) {
        return holds(windows, clock) || days.stream().anyMatch(day -> day.equalsIgnoreCase(clock.weekday()));
    }

    private static boolean holds(List<Window> windows, Clock clock) {
        for (var window : windows) {
            if (window.holds(clock.minute())) {
                return true;
            }
        }
        return false;
    }

    public static boolean represents(Attorney attorney, long today) {
        return attorney.ended() == null || attorney.ended() > today;
    }

    public static boolean refuses(List<String> media, String channel) {
        boolean isCall = channel.equals("voice_live");
        for (var one : media) {
            if (one.equals(channel)
                    || one.equals("all")
                    || isCall
                            && Set.of("voice", "call", "calls", "phone", "telephone")
                                    .contains(one)
                    || channel.equals("sms") && (one.equals("text") || one.equals("texts"))) {
                return true;
            }
        }
        return false;
    }

    public static boolean isUnderConsent(Contact call, @Nullable Callback callback, Clock clock) {
        return callback != null && !call.isConversation() && callback.covers(call.day(clock.zone()));
    }

    public static boolean lacks(List<String> content, String beginning) {
        return content.stream().noneMatch(part -> part.startsWith(beginning));
    }

    public static boolean isNoConsent(String basis) {
        return NOT_CONSENT.contains(basis);
    }

    public static long day(Instant instant, Clock clock) {
        return LocalDate.ofInstant(instant, clock.zone()).toEpochDay();
    }

    public static boolean overshadows(List<String> content) {
        return content.stream().anyMatch(part -> PRESSES.matcher(part).find());
    }

    public static boolean threatensSuit(List<String> content) {
        return content.stream()
                .anyMatch(part -> SUIT.contains(part) || SUES.matcher(part).find());
    }

    public static boolean isFalse(List<String> content) {
        return content.stream().anyMatch(part -> FALSE.matcher(part).find());
    }
}
