package io.throughline.policy.pack;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Regulation F on hours and frequency once more, written from the regulation alone and in the plainest
/// way, so that it shares nothing with the packs: no CEL, no tables, no interval arithmetic.
final class ContactOracle {
    private ContactOracle() {}

    record Call(Instant at, boolean conversation, boolean connected, boolean outbound) {}

    /// Consent to be called back: a date and perhaps a last one.
    record Consent(LocalDate given, @Nullable LocalDate until) {}

    static boolean permits(Instant now, List<String> zones, List<Call> calls, @Nullable Consent consent) {
        for (var zone : zones) {
            int hour = now.atZone(ZoneId.of(zone)).getHour();
            if (hour < 8 || hour >= 21) {
                return false;
            }
        }
        // an exception must hold wherever the person may be
        if (zones.stream().allMatch(zone -> consents(now, zone, consent))) {
            return true;
        }
        return zones.stream().allMatch(zone -> frequencyPermits(now, zone, calls, consent));
    }

    private static boolean frequencyPermits(Instant now, String zone, List<Call> calls, @Nullable Consent consent) {
        var today = now.atZone(ZoneId.of(zone)).toLocalDate();
        int placed = 0;
        for (var call : calls) {
            var local = call.at().atZone(ZoneId.of(zone));
            boolean isInWeek = !call.at().isAfter(now) && isWithinSevenDates(local, today);
            if (isInWeek && call.conversation()) {
                return false;
            }
            boolean isFree = consent != null && !call.conversation() && covers(consent, local.toLocalDate());
            if (isInWeek && call.outbound() && call.connected() && !isFree) {
                placed++;
            }
        }
        return placed < 7;
    }

    private static boolean isWithinSevenDates(ZonedDateTime call, LocalDate today) {
        for (int back = 0; back < 7; back++) {
            if (call.toLocalDate().equals(today.minusDays(back))) {
                return true;
            }
        }
        return false;
    }

    private static boolean consents(Instant now, String zone, @Nullable Consent consent) {
        return consent != null && covers(consent, now.atZone(ZoneId.of(zone)).toLocalDate());
    }

    private static boolean covers(Consent consent, LocalDate day) {
        for (int dayOfConsent = 0; dayOfConsent < 7; dayOfConsent++) {
            if (day.equals(consent.given().plusDays(dayOfConsent))) {
                return consent.until() == null || !day.isAfter(consent.until());
            }
        }
        return false;
    }
}
