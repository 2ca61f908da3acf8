package io.throughline.platform.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.platform.campaigns.PreviewCampaign.Goes;
import io.throughline.platform.campaigns.PreviewCampaign.Preview;
import io.throughline.platform.records.Portfolio.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class PreviewCampaignTest {
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");
    private static final Campaign.Pace ONE_A_MINUTE = new Campaign.Pace(1, null, null);
    private final CountedAccounts accounts = new CountedAccounts(25);

    @Test
    void the_most_urgent_go_first_and_all_at_the_pace() {
        var preview = preview((account, now) -> touch(account, Integer.parseInt(account.id(), 2, 5, 10), now));
        assertThat(preview.matched()).isEqualTo(25);
        assertThat(preview.atOnce()).isEqualTo(25);
        assertThat(preview.accounts().getFirst()).isEqualTo(new Goes("A-024", 24, START));
        assertThat(preview.accounts().get(1)).isEqualTo(new Goes("A-023", 23, START.plusSeconds(60)));
        assertThat(preview.first()).isEqualTo(START);
        assertThat(preview.last()).isEqualTo(START.plus(Duration.ofMinutes(24)));
    }

    @Test
    void what_a_rule_keeps_and_what_waits_for_its_instant_is_told_by_rule_as_it_will_be() {
        var noon = START.plus(Duration.ofHours(3));
        var preview = preview((account, now) -> switch (account.id()) {
            case "A-001", "A-002" -> Turn.kept(account.id(), account.customerId(), "consent", "No consent.");
            case "A-003" -> now.isBefore(noon) ? touch(account, 90, noon) : touch(account, 90, now);
            default -> touch(account, 10, now);
        });
        assertThat(preview.never()).isEqualTo(Map.of("consent", 2L));
        assertThat(preview.later()).isEqualTo(Map.of("hours", 1L));
        assertThat(preview.atOnce()).isEqualTo(22);
        assertThat(preview.hours()).isEqualTo(Map.of(START, 22L, noon, 1L));
        assertThat(preview.last()).isEqualTo(noon);
    }

    @Test
    void whom_it_comes_to_in_the_evening_waits_for_the_morning() {
        accounts.count = 900;
        var preview = preview((account, now) -> {
            int hour = now.atOffset(ZoneOffset.UTC).getHour();
            boolean isDay = hour >= 15 || hour < 2;
            return touch(account, 10, isDay ? now : START.plus(Duration.ofDays(1)));
        });
        assertThat(preview.atOnce()).isEqualTo(660);
        assertThat(preview.later()).isEqualTo(Map.of("hours", 240L));
        assertThat(preview.hours()).hasSize(15).doesNotContainKey(START.plus(Duration.ofHours(11)));
        assertThat(preview.last()).isEqualTo(START.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(239)));
    }

    @Test
    void what_waits_for_ever_is_told_with_its_rule_and_has_no_hour() {
        var preview = preview((account, now) -> touch(account, 10, now.plus(Duration.ofDays(30))));
        assertThat(preview.later()).isEqualTo(Map.of("hours", 25L));
        assertThat(preview.hours()).isEmpty();
        assertThat(preview.first()).isNull();
    }

    private Preview preview(BiFunction<Account, Instant, Turn> plan) {
        return new PreviewCampaign(
                        new OneWorkflow(),
                        accounts,
                        (_, page, now) -> page.stream()
                                .map(account -> plan.apply(account, now))
                                .toList(),
                        () -> START)
                .of("arrears", "true", ONE_A_MINUTE);
    }

    private static Turn touch(Account account, int urgency, Instant at) {
        return new Turn(account.id(), account.customerId(), urgency, 60, at, "hours", "It is too early there.");
    }
}
