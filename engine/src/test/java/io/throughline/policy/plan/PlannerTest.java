package io.throughline.policy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.policy.Verdict;
import io.throughline.policy.plan.Candidate.Complexity;
import io.throughline.policy.plan.Candidate.Matter;
import io.throughline.policy.plan.Candidate.Stop;
import io.throughline.policy.plan.Candidate.Way;
import io.throughline.policy.plan.TouchPlan.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Properties that every plan must have, under laws that are drawn at random: each way is open from some minute on,
/// closed for good, or needs something first.
class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final List<String> CHANNELS = List.of("sms", "email", "voice_live");
    private static final int PLANS = 20_000;

    /// A drawn law: from which minute after `NOW` each way is open; null: never.
    private record Drawn(Candidate candidate, TouchPlan plan, Map<Way, @Nullable Integer> opens) {
        boolean permits(Way way, Instant at) {
            var minute = opens.get(way);
            return minute != null && !at.isBefore(NOW.plus(Duration.ofMinutes(minute)));
        }

        Verdict ask(Candidate candidate, Way way, Instant at) {
            var minute = opens.get(way);
            if (minute == null) {
                return new Verdict.Deny("CLOSED", "closed");
            }
            var from = NOW.plus(Duration.ofMinutes(minute));
            return at.isBefore(from) ? new Verdict.NotBefore(from, "LATER", "later") : new Verdict.Allow();
        }

        Planned planned() {
            return new Planner(plan, this::ask).plan(candidate, NOW, TODAY);
        }

        Drawn with(Stop stop) {
            var stops = EnumSet.of(stop);
            stops.addAll(candidate.stops());
            return new Drawn(
                    new Candidate(
                            candidate.account(),
                            candidate.matter(),
                            stops,
                            candidate.made(),
                            candidate.lastTouch(),
                            candidate.ways()),
                    plan,
                    opens);
        }
    }

    @Test
    void a_touch_is_permitted_at_its_instant_and_no_earlier() {
        var random = new Random(1);
        int touches = 0;
        for (int i = 0; i < PLANS; i++) {
            var drawn = draw(random);
            if (drawn.planned() instanceof Planned.Touch touch) {
                touches++;
                assertThat(drawn.permits(touch.way(), touch.at())).isTrue();
                var earliest = earliest(drawn);
                assertThat(touch.at()).isAfterOrEqualTo(earliest);
                if (touch.at().isAfter(earliest)) {
                    assertThat(drawn.permits(touch.way(), touch.at().minusSeconds(60)))
                            .isFalse();
                    assertThat(touch.rule()).isEqualTo("LATER");
                }
            }
        }
        assertThat(touches).isGreaterThan(PLANS / 10);
    }

    @Test
    void no_account_is_held_while_a_way_of_the_plan_opens() {
        var random = new Random(2);
        int held = 0;
        for (int i = 0; i < PLANS; i++) {
            var drawn = draw(random);
            if (drawn.planned() instanceof Planned.Held) {
                held++;
                assertThat(drawn.candidate().ways())
                        .noneMatch(way -> drawn.opens().get(way) != null
                                && way.confidence() >= drawn.plan().leastConfidence()
                                && drawn.plan().order(way.channel(), 0) >= 0);
            }
        }
        assertThat(held).isGreaterThan(PLANS / 20);
    }

    @Test
    void touches_are_at_most_those_of_the_definition() {
        var random = new Random(3);
        for (int i = 0; i < PLANS; i++) {
            var drawn = draw(random);
            switch (drawn.planned()) {
                case Planned.Touch touch ->
                    assertThat(touch.number()).isBetween(1, drawn.plan().slots().size());
                case Planned.UsedUp(var made) ->
                    assertThat(made).isGreaterThanOrEqualTo(drawn.plan().slots().size());
                case Planned.Held _, Planned.Stopped _ -> {}
            }
        }
    }

    @Test
    void a_stop_never_adds_a_touch() {
        var random = new Random(4);
        for (int i = 0; i < PLANS; i++) {
            var drawn = draw(random);
            for (var stop : Stop.values()) {
                assertThat(drawn.with(stop).planned()).isInstanceOf(Planned.Stopped.class);
            }
        }
    }

    @Test
    void what_is_simple_goes_by_message_and_what_is_complex_by_person_if_both_are_open() {
        var plan = new TouchPlan(List.of(new Slot("voice_live", Duration.ZERO), new Slot("sms", Duration.ZERO)));
        var ways = List.of(new Way("voice_live", "1", 90), new Way("sms", "1", 60));
        var planner = new Planner(plan, (_, _, _) -> new Verdict.Allow());
        for (var complexity : Complexity.values()) {
            var matter = new Matter(complexity, null, TODAY, false);
            var planned = planner.plan(new Candidate("a", matter, Set.of(), 0, null, ways), NOW, TODAY);
            assertThat(((Planned.Touch) planned).way().channel())
                    .isEqualTo(complexity == Complexity.SIMPLE ? "sms" : "voice_live");
        }
    }

    @Test
    void the_sheet_orders_by_urgency_then_confidence_then_as_added_and_loses_none() {
        var random = new Random(5);
        var sheet = new PlanSheet();
        var parts = new PlanSheet();
        var all = new ArrayList<Planned>();
        for (int i = 0; i < 5_000; i++) {
            var planned = draw(random).planned();
            all.add(planned);
            (i < 2_000 ? sheet : parts).add(planned);
        }
        sheet.join(parts);
        var order = sheet.order();
        for (int i = 1; i < order.length; i++) {
            var one = (Planned.Touch) all.get(order[i - 1]);
            var next = (Planned.Touch) all.get(order[i]);
            assertThat(one.urgency()).isGreaterThanOrEqualTo(next.urgency());
            if (one.urgency() == next.urgency()) {
                assertThat(one.way().confidence())
                        .isGreaterThanOrEqualTo(next.way().confidence());
                if (one.way().confidence() == next.way().confidence()) {
                    assertThat(order[i - 1]).isLessThan(order[i]);
                }
            }
            assertThat(sheet.at(order[i])).isEqualTo(next.at());
        }
        var sum = sheet.sum();
        assertThat(sum.touches()).isEqualTo(order.length);
        assertThat(sum.accounts()).isEqualTo(5_000);
        assertThat(total(sum.held())).isEqualTo(5_000 - order.length);
        assertThat(total(sum.hours())).isEqualTo(order.length);
        assertThat(total(sum.channels())).isEqualTo(order.length);
    }

    @Test
    void a_broken_promise_outweighs_age_and_the_sum_is_told_in_parts() {
        var old = new Matter(Complexity.SIMPLE, null, TODAY.minusDays(400), false);
        var broken = new Matter(Complexity.SIMPLE, TODAY.minusDays(3), TODAY.minusDays(30), true);
        assertThat(Urgency.points(old, TODAY)).isEqualTo(20);
        assertThat(Urgency.points(broken, TODAY)).isEqualTo(40 + 13 + 10);
        assertThat(Urgency.because(broken, TODAY))
                .containsExactly("a promise was broken (40)", "due 2026-11-20 (13)", "open since 2026-10-24 (10)");
    }

    private static long total(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Instant earliest(Drawn drawn) {
        var candidate = drawn.candidate();
        var due = candidate.lastTouch() == null
                ? NOW
                : candidate
                        .lastTouch()
                        .plus(drawn.plan().slots().get(candidate.made()).after());
        return due.isAfter(NOW) ? due : NOW;
    }

    private static Drawn draw(Random random) {
        var slots = new ArrayList<Slot>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            slots.add(new Slot(CHANNELS.get(random.nextInt(3)), Duration.ofHours(random.nextInt(72))));
        }
        var opens = new HashMap<Way, @Nullable Integer>();
        for (int n = random.nextInt(5); n > 0; n--) {
            var way = new Way(CHANNELS.get(random.nextInt(3)), "e" + n, random.nextInt(101));
            opens.put(way, random.nextInt(3) == 0 ? null : Integer.valueOf(random.nextInt(8_000) - 3_000));
        }
        int made = random.nextInt(4);
        var matter = new Matter(
                random.nextBoolean() ? Complexity.SIMPLE : Complexity.COMPLEX,
                random.nextBoolean() ? null : TODAY.minusDays(random.nextInt(60) - 20),
                TODAY.minusDays(random.nextInt(90)),
                random.nextInt(5) == 0);
        var stops =
                random.nextInt(10) == 0 ? Set.of(Stop.values()[random.nextInt(Stop.values().length)]) : Set.<Stop>of();
        var last = made == 0 ? null : NOW.minus(Duration.ofHours(random.nextInt(100)));
        return new Drawn(
                new Candidate("a", matter, stops, made, last, List.copyOf(opens.keySet())),
                new TouchPlan(slots),
                opens);
    }
}
