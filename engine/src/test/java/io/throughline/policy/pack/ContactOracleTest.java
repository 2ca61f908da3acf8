package io.throughline.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.policy.pack.ContactOracle.Call;
import io.throughline.policy.pack.ContactOracle.Consent;
import io.throughline.policy.pack.Decision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Generated situations: the packs and [ContactOracle] must agree, and the first permitted instant that
/// is computed must be the one that a search by the minute finds. `-Doracle.situations=1000000` asks
/// more of them, `-Doracle.seed` others.
class ContactOracleTest {
    private static final int SITUATIONS = Integer.getInteger("oracle.situations", 50_000);
    private static final long SEED = Long.getLong("oracle.seed", 20_261_122);
    /// Every how many a denied situation is also searched by the minute.
    private static final int SEARCHED = Math.max(1, SITUATIONS / 100);

    /// Where a person may be told to be, and the zones that follow, worked out by hand.
    private record Place(String state, String zip, String areaCode, List<String> zones) {}

    private static final List<Place> PLACES = List.of(
            new Place("OH", "43215", "614", List.of("America/New_York")),
            new Place("MN", "55401", "612", List.of("America/Chicago")),
            new Place("AZ", "85001", "602", List.of("America/Phoenix")),
            new Place("AZ", "86515", "928", List.of("America/Denver")),
            new Place("", "", "928", List.of("America/Denver", "America/Phoenix")),
            new Place("", "", "850", List.of("America/Chicago", "America/New_York")),
            new Place("CA", "90001", "212", List.of("America/Los_Angeles", "America/New_York")),
            new Place("HI", "96813", "808", List.of("Pacific/Honolulu")),
            new Place("HI", "96813", "207", List.of("Pacific/Honolulu", "America/New_York")),
            new Place("AK", "99501", "907", List.of("America/Anchorage")),
            new Place("OR", "97914", "541", List.of("America/Boise")));

    private record Generated(
            Situation situation,
            Instant now,
            Place place,
            List<Call> calls,
            @Nullable Consent consent) {}

    @Test
    void packs_and_oracle_agree_on_hours_and_frequency() {
        var random = new Random(SEED);
        int denied = 0;
        for (int i = 0; i < SITUATIONS; i++) {
            var one = generate(random);
            var decision = Packs.shipped().decide(one.situation());
            boolean oracle = permits(one, one.now());

            assertThat(decision.word().equals("allow"))
                    .as("situation %d of seed %d: %s", i, SEED, one)
                    .isEqualTo(oracle);
            if (!oracle && denied++ % SEARCHED == 0) {
                assertThat(decision.verdict())
                        .as("first permitted instant of situation %d of seed %d: %s", i, SEED, one)
                        .isEqualTo(new Verdict.NotBefore(search(one)));
            }
        }
        assertThat(denied).isBetween(SITUATIONS / 4, SITUATIONS * 9 / 10);
    }

    private static boolean permits(Generated one, Instant at) {
        return ContactOracle.permits(at, one.place().zones(), one.calls(), one.consent());
    }

    /// Minute by minute; edges of hours and dates lie on whole minutes in every zone of today.
    private static Instant search(Generated one) {
        var at = one.now()
                .plusNanos(1)
                .truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
                .plus(Duration.ofMinutes(1));
        while (!permits(one, at)) {
            at = at.plus(Duration.ofMinutes(1));
        }
        return at;
    }

    private static Generated generate(Random random) {
        var place = PLACES.get(random.nextInt(PLACES.size()));
        var now = moment(random);
        var calls = new ArrayList<Call>();
        for (int n = random.nextInt(12); n > 0; n--) {
            var at = now.minus(Duration.ofMinutes(1 + random.nextInt(9 * 24 * 60)));
            calls.add(new Call(at, random.nextInt(40) == 0, random.nextInt(6) != 0, random.nextInt(12) != 0));
        }
        var day = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(random.nextInt(10));
        var consent = random.nextInt(5) > 0
                ? null
                : new Consent(day, random.nextBoolean() ? null : day.plusDays(random.nextInt(9)));
        return new Generated(situation(place, now, calls, consent), now, place, calls, consent);
    }

    /// Half of them near an edge: of the hours, of a date, or of a change of clocks.
    private static Instant moment(Random random) {
        var day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(3 * 365));
        if (random.nextInt(6) == 0) {
            day = List.of(
                            LocalDate.of(2026, 3, 8),
                            LocalDate.of(2026, 11, 1),
                            LocalDate.of(2027, 3, 14),
                            LocalDate.of(2028, 11, 5))
                    .get(random.nextInt(4));
        }
        var zone = ZoneId.of("America/New_York");
        return random.nextBoolean()
                ? day.atStartOfDay(zone).plusSeconds(random.nextInt(86_400)).toInstant()
                : day.atTime(random.nextBoolean() ? 8 : 21, 0)
                        .atZone(zone)
                        .plusSeconds(random.nextInt(7) - 3L)
                        .plusHours(random.nextInt(6))
                        .toInstant();
    }

    private static Situation situation(Place place, Instant now, List<Call> calls, @Nullable Consent consent) {
        var model = Packs.shipped().model();
        var reader = new FactsReader(model);
        var history = calls.stream()
                .map(call -> reader.read("contact", contact(call)))
                .toList();
        var consents = new LinkedHashMap<String, Object>();
        if (consent != null) {
            var callback = new LinkedHashMap<String, Object>(
                    Map.of("given", consent.given().toString(), "debt", "D1", "direct", true));
            if (consent.until() != null) {
                callback.put("until", consent.until().toString());
            }
            consents.put("callback", callback);
        }
        var who = Map.of(
                "jurisdiction",
                "US",
                "industry",
                "collections",
                "actor",
                "TPC",
                "channel",
                "voice_live",
                "action",
                "place_call",
                "consumer_state",
                place.state(),
                "consumer_zip",
                place.zip(),
                "area_code",
                place.areaCode());
        var situation = Situation.of(
                model,
                who,
                now.atZone(ZoneOffset.UTC),
                history,
                reader.read("consent", consents),
                reader.read("account", Map.of()),
                reader.read("action", Map.of()));
        assertThat(reader.problems()).isEmpty();
        return situation;
    }

    private static Map<String, Object> contact(Call call) {
        return Map.of(
                "t",
                OffsetDateTime.ofInstant(call.at(), ZoneOffset.UTC).toString(),
                "ch",
                "voice",
                "dir",
                call.outbound() ? "out" : "in",
                "res",
                call.conversation() ? "conversation" : call.connected() ? "no_answer" : "busy",
                "debt",
                "D1");
    }
}
