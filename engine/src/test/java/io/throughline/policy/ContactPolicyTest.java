package io.throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContactPolicyTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final Instant NOON = at("2026-11-20T12:00[America/New_York]");
    private static final ContactAction TEXT = new ContactAction(Channel.SMS, Purpose.OUTREACH);

    private static ContactFacts facts(Set<ZoneId> zones, Attempt... attempts) {
        return new ContactFacts(true, true, false, false, zones, List.of(attempts));
    }

    private static Instant at(String zoned) {
        return ZonedDateTime.parse(offsetless(zoned)).toInstant();
    }

    /// `2026-11-20T12:00[Zone]` -> with the zone's offset; Java wants one.
    private static String offsetless(String zoned) {
        int bracket = zoned.indexOf('[');
        var zone = ZoneId.of(zoned.substring(bracket + 1, zoned.length() - 1));
        return java.time.LocalDateTime.parse(zoned.substring(0, bracket))
                .atZone(zone)
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        // endpoint, opted out, confirmed, consent, zone, purpose -> rule, - allow
        "false, true,  false, false, false, OUTREACH, contact.no-endpoint",
        "false, true,  false, true,  true,  OPT_OUT_CONFIRMATION, contact.no-endpoint",
        "true,  true,  false, false, false, OUTREACH, contact.opted-out",
        "true,  true,  false, true,  true,  RECEIPT, contact.opted-out",
        "true,  true,  false, true,  true,  REQUESTED, contact.opted-out",
        "true,  true,  false, false, false, OPT_OUT_CONFIRMATION, -",
        "true,  true,  true,  true,  true,  OPT_OUT_CONFIRMATION, contact.opted-out",
        "true,  false, false, true,  true,  OPT_OUT_CONFIRMATION, contact.opted-out",
        "true,  false, false, false, false, OUTREACH, contact.no-consent",
        "true,  false, false, false, true,  RECEIPT, contact.no-consent",
        "true,  false, false, false, true,  REQUESTED, contact.no-consent",
        "true,  false, false, true,  false, OUTREACH, contact.zone-unknown",
        "true,  false, false, true,  false, RECEIPT, contact.zone-unknown",
        "true,  false, false, true,  false, REQUESTED, -",
        "true,  false, false, true,  true,  OUTREACH, -",
        "true,  false, false, true,  true,  RECEIPT, -",
    })
    void the_first_rule_that_hits_answers(
            boolean endpoint,
            boolean optedOut,
            boolean confirmed,
            boolean consent,
            boolean zone,
            Purpose purpose,
            String rule) {
        var facts =
                new ContactFacts(endpoint, consent, optedOut, confirmed, zone ? Set.of(NEW_YORK) : Set.of(), List.of());
        var verdict = ContactPolicy.permit(new ContactAction(Channel.SMS, purpose), facts, NOON);
        if (rule.equals("-")) {
            assertThat(verdict).isEqualTo(new Verdict.Allow());
        } else {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Deny.class, deny -> assertThat(deny.rule()).isEqualTo(rule));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T07:59:59.999, 2026-11-20T08:00",
        "2026-11-20T08:00, -",
        "2026-11-20T20:59:59.999, -",
        "2026-11-20T21:00, 2026-11-21T08:00",
        "2026-11-20T00:00, 2026-11-20T08:00",
        // both changes of clocks: the night is an hour shorter, an hour longer
        "2026-03-07T23:00, 2026-03-08T08:00",
        "2026-10-31T23:00, 2026-11-01T08:00",
        "2026-11-01T01:30, 2026-11-01T08:00",
    })
    void the_window_is_half_open_in_local_time(String now, String first) {
        var verdict = ContactPolicy.permit(TEXT, facts(Set.of(NEW_YORK)), at(now + "[America/New_York]"));
        if (first.equals("-")) {
            assertThat(verdict).isEqualTo(new Verdict.Allow());
        } else {
            assertThat(verdict).isInstanceOfSatisfying(Verdict.NotBefore.class, wait -> {
                assertThat(wait.instant()).isEqualTo(at(first + "[America/New_York]"));
                assertThat(wait.rule()).isEqualTo("contact.time-window");
            });
        }
    }

    @Test
    void eastern_and_pacific_signals_leave_eleven_to_nine_eastern() {
        var facts = facts(Set.of(NEW_YORK, LOS_ANGELES));
        assertThat(ContactPolicy.permit(TEXT, facts, at("2026-11-20T10:59[America/New_York]")))
                .isInstanceOfSatisfying(
                        Verdict.NotBefore.class,
                        wait -> assertThat(wait.instant()).isEqualTo(at("2026-11-20T11:00[America/New_York]")));
        assertThat(ContactPolicy.permit(TEXT, facts, at("2026-11-20T20:59[America/New_York]")))
                .isEqualTo(new Verdict.Allow());
        assertThat(ContactPolicy.permit(TEXT, facts, at("2026-11-20T21:00[America/New_York]")))
                .isInstanceOfSatisfying(
                        Verdict.NotBefore.class,
                        wait -> assertThat(wait.instant()).isEqualTo(at("2026-11-21T11:00[America/New_York]")));
    }

    @Test
    void zones_whose_windows_never_meet_are_refused() {
        var around = Set.of(ZoneId.of("Etc/GMT"), ZoneId.of("Etc/GMT+8"), ZoneId.of("Etc/GMT-8"));
        assertThat(ContactPolicy.permit(TEXT, facts(around), NOON))
                .isInstanceOfSatisfying(
                        Verdict.Deny.class, deny -> assertThat(deny.rule()).isEqualTo("contact.no-common-window"));
    }

    @Test
    void one_text_a_day_and_then_the_next_days_window() {
        var facts = facts(Set.of(NEW_YORK), new Attempt(Channel.SMS, NOON));
        assertThat(ContactPolicy.permit(TEXT, facts, NOON.plusSeconds(60)))
                .isEqualTo(new Verdict.NotBefore(
                        at("2026-11-21T08:00[America/New_York]"),
                        "contact.cap-day",
                        "1 message a day on this channel has gone out"));
        assertThat(ContactPolicy.permit(
                        new ContactAction(Channel.EMAIL, Purpose.OUTREACH), facts, NOON.plusSeconds(60)))
                .isEqualTo(new Verdict.Allow());
    }

    @Test
    void the_fourth_message_waits_until_the_first_is_seven_dates_back() {
        var facts = facts(
                Set.of(NEW_YORK),
                new Attempt(Channel.SMS, at("2026-11-16T20:00[America/New_York]")),
                new Attempt(Channel.EMAIL, at("2026-11-18T09:00[America/New_York]")),
                new Attempt(Channel.SMS, at("2026-11-19T09:00[America/New_York]")));
        assertThat(ContactPolicy.permit(TEXT, facts, NOON)).isInstanceOfSatisfying(Verdict.NotBefore.class, wait -> {
            assertThat(wait.instant()).isEqualTo(at("2026-11-23T08:00[America/New_York]"));
            assertThat(wait.rule()).isEqualTo("contact.cap-week");
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"RECEIPT", "REQUESTED"})
    void only_outreach_is_capped(Purpose purpose) {
        var facts = facts(Set.of(NEW_YORK), new Attempt(Channel.SMS, NOON));
        assertThat(ContactPolicy.permit(new ContactAction(Channel.SMS, purpose), facts, NOON.plusSeconds(1)))
                .isEqualTo(new Verdict.Allow());
    }

    @Test
    void a_receipt_waits_for_the_window_and_a_requested_code_does_not() {
        var night = at("2026-11-20T23:00[America/New_York]");
        var facts = facts(Set.of(NEW_YORK));
        assertThat(ContactPolicy.permit(new ContactAction(Channel.SMS, Purpose.RECEIPT), facts, night))
                .isInstanceOf(Verdict.NotBefore.class);
        assertThat(ContactPolicy.permit(new ContactAction(Channel.SMS, Purpose.REQUESTED), facts, night))
                .isEqualTo(new Verdict.Allow());
    }

    /// Every rule again, written as a question of one minute, asked minute by minute.
    private static boolean plainlyAllowed(Channel channel, Set<ZoneId> zones, List<Attempt> attempts, Instant minute) {
        for (var zone : zones) {
            int hour = minute.atZone(zone).getHour();
            if (hour < 8 || hour >= 21) {
                return false;
            }
            var today = minute.atZone(zone).toLocalDate();
            long lastSeven = attempts.stream()
                    .filter(a -> !a.at().atZone(zone).toLocalDate().isBefore(today.minusDays(6)))
                    .count();
            boolean sameDay = attempts.stream()
                    .anyMatch(a -> a.channel() == channel
                            && a.at().atZone(zone).toLocalDate().equals(today));
            if (lastSeven >= 3 || sameDay) {
                return false;
            }
        }
        return true;
    }

    @Test
    void the_first_permitted_instant_is_what_a_search_minute_by_minute_finds() {
        long seed = 20261122;
        var random = new Random(seed);
        var ids = Stream.of(
                        "America/New_York",
                        "America/Chicago",
                        "America/Denver",
                        "America/Phoenix",
                        "America/Los_Angeles",
                        "America/Anchorage",
                        "Pacific/Honolulu",
                        "America/Puerto_Rico",
                        "Pacific/Guam",
                        "Australia/Lord_Howe")
                .map(ZoneId::of)
                .toList();
        var springs = Instant.parse("2026-03-08T07:00:00Z");
        var autumn = Instant.parse("2026-11-01T06:00:00Z");
        int waited = 0;
        for (int round = 0; round < 3_000; round++) {
            var zones = Stream.generate(() -> ids.get(random.nextInt(ids.size())))
                    .limit(1 + random.nextInt(3))
                    .collect(Collectors.toSet());
            var now = (random.nextBoolean() ? springs : autumn)
                    .plus(Duration.ofMinutes(random.nextInt(8 * 24 * 60) - 5 * 24 * 60));
            var attempts = new ArrayList<Attempt>();
            for (int i = random.nextInt(5); i > 0; i--) {
                var channel = random.nextBoolean() ? Channel.SMS : Channel.EMAIL;
                attempts.add(new Attempt(channel, now.minus(Duration.ofMinutes(random.nextInt(9 * 24 * 60)))));
            }
            var verdict = ContactPolicy.permit(TEXT, facts(zones, attempts.toArray(Attempt[]::new)), now);
            var told = Arrays.asList(seed, round, zones, now, attempts);
            switch (verdict) {
                case Verdict.Allow() ->
                    assertThat(plainlyAllowed(Channel.SMS, zones, attempts, now))
                            .as("%s", told)
                            .isTrue();
                case Verdict.NotBefore wait -> {
                    waited++;
                    var minute = now;
                    while (!plainlyAllowed(Channel.SMS, zones, attempts, minute)) {
                        minute = minute.plus(1, ChronoUnit.MINUTES);
                    }
                    assertThat(wait.instant()).as("%s", told).isEqualTo(minute);
                    assertThat(ContactPolicy.permit(
                                    TEXT, facts(zones, attempts.toArray(Attempt[]::new)), wait.instant()))
                            .isEqualTo(new Verdict.Allow());
                }
                case Verdict.Deny(var rule, var _) -> {
                    assertThat(rule).as("%s", told).isEqualTo("contact.no-common-window");
                    for (int m = 0; m < 9 * 24 * 60; m += 5) {
                        assertThat(plainlyAllowed(Channel.SMS, zones, List.of(), now.plus(Duration.ofMinutes(m))))
                                .as("%s", told)
                                .isFalse();
                    }
                }
                case Verdict.Require require -> throw new AssertionError(require);
            }
        }
        assertThat(waited).isGreaterThan(1_000);
    }
}
