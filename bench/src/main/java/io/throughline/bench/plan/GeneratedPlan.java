package io.throughline.bench.plan;

import io.throughline.policy.Verdict;
import io.throughline.policy.pack.Decision;
import io.throughline.policy.pack.Policy;
import io.throughline.policy.pack.Ruling;
import io.throughline.policy.plan.Candidate;
import io.throughline.policy.plan.Candidate.Complexity;
import io.throughline.policy.plan.Candidate.Matter;
import io.throughline.policy.plan.Candidate.Stop;
import io.throughline.policy.plan.Candidate.Way;
import io.throughline.policy.plan.PlanSheet;
import io.throughline.policy.plan.Planner;
import io.throughline.policy.plan.TouchPlan;
import io.throughline.policy.plan.TouchPlan.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Plans a generated portfolio. Accounts are made, planned and forgotten one by one; only the sheet stays.
final class GeneratedPlan {
    private static final TouchPlan PLAN = new TouchPlan(List.of(
            new Slot("sms", Duration.ZERO),
            new Slot("email", Duration.ofDays(2)),
            new Slot("voice_live", Duration.ofDays(3))));
    private final Policy policy;
    private final Situations situations;
    private final long seed;
    private final Instant now;
    private final LocalDate today;

    GeneratedPlan(Policy policy, long seed, Instant now) {
        this.policy = policy;
        this.situations = new Situations(policy);
        this.seed = seed;
        this.now = now;
        this.today = now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /// @param decisions how often the packs were asked
    record Part(PlanSheet sheet, long decisions) {}

    /// The accounts from one number up to, but not with, another.
    Part plan(long from, long to) {
        var sheet = new PlanSheet();
        long decisions = 0;
        for (long number = from; number < to; number++) {
            var law = new Law(Generated.of(seed, number, now));
            sheet.add(new Planner(PLAN, law).plan(candidate(number), now, today));
            decisions += law.decisions;
        }
        return new Part(sheet, decisions);
    }

    private Candidate candidate(long number) {
        var random = new SplittableRandom(seed + number * 31);
        int made = random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0;
        var stops =
                random.nextInt(12) == 0 ? Set.of(Stop.values()[random.nextInt(Stop.values().length)]) : Set.<Stop>of();
        return new Candidate(
                "A" + number,
                new Matter(
                        random.nextInt(8) == 0 ? Complexity.COMPLEX : Complexity.SIMPLE,
                        today.minusDays(random.nextInt(60) - 15),
                        today.minusDays(random.nextInt(90)),
                        random.nextInt(15) == 0),
                stops,
                made,
                made == 0 ? null : now.minus(Duration.ofHours(random.nextInt(120))),
                Generated.CHANNELS.stream()
                        .map(channel -> new Way(channel, "e-" + channel, 40 + random.nextInt(61)))
                        .toList());
    }

    /// The packs, asked about one account. What is known of it is put together when it is first asked for.
    private final class Law implements Planner.Law {
        private final Situations.Known known;
        private final Generated account;
        private long decisions;

        Law(Generated account) {
            this.account = account;
            this.known = situations.new Known(account);
        }

        @Override
        public Verdict ask(Candidate candidate, Way way, Instant at) {
            decisions++;
            var ask = account.asks().get(Generated.CHANNELS.indexOf(way.channel()));
            return verdict(policy.rule(known.asked(ask, at)));
        }
    }

    private static Verdict verdict(Ruling ruling) {
        return switch (ruling.verdict()) {
            case Decision.Verdict.Allow() -> new Verdict.Allow();
            case Decision.Verdict.NotBefore(var instant) -> new Verdict.NotBefore(instant, ruling.reason(), "");
            // what a message or an agent has to say is put in before it goes
            case Decision.Verdict.Require(var obligations) ->
                obligations.stream().allMatch(GeneratedPlan::isSaidOnTheWay)
                        ? new Verdict.Allow()
                        : new Verdict.Require(String.join(", ", obligations), ruling.reason(), "");
            case Decision.Verdict.Deny() -> new Verdict.Deny(ruling.reason(), "");
        };
    }

    private static boolean isSaidOnTheWay(String obligation) {
        return obligation.startsWith("mini_miranda") || obligation.equals("opt_out_notice");
    }
}
