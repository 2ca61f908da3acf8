package io.throughline.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Drools and the Regulation F pack say the same of the same facts, reasons included, at every hour of a week with a
/// change of clocks in it. `-Ddrools.accounts=N` asks about more accounts.
class DroolsAgreesTest {
    private static final int ACCOUNTS = Integer.getInteger("drools.accounts", 1_500);
    private static final long SEED = 11;
    private static final Instant START = Instant.parse("2026-10-29T00:00:00Z");

    @Test
    void packs_and_drools_agree() throws IOException {
        var policy = PlanBenchmark.regulationF(PlanBenchmark.packs());
        var drools = new DroolsRules();
        var situations = new Situations(policy);
        var told = new TreeMap<String, Integer>();
        for (int i = 0; i < ACCOUNTS; i++) {
            var now = START.plus(Duration.ofMinutes(7L * 24 * 60 * i / ACCOUNTS));
            var one = Generated.of(SEED, i, now);
            var asked = situations.of(one, now);
            for (int n = 0; n < asked.size(); n++) {
                var decision = policy.decide(asked.get(n));
                var ours = Verdicts.of(decision);
                var theirs = DroolsRules.verdict(
                        drools.ask(DroolsRules.facts(one, one.asks().get(n), now)));
                assertThat(ours)
                        .as("account %d of seed %d at %s: %s", i, SEED, now, one)
                        .isEqualTo(theirs);
                assertThat(policy.rule(asked.get(n)).verdict()).isEqualTo(decision.verdict());
                told.merge(decision.word().replaceFirst(":.*", ""), 1, Integer::sum);
            }
        }
        assertThat(told).containsOnlyKeys("allow", "deny", "require");
        assertThat(told.values()).allMatch(times -> times > ACCOUNTS / 10);
    }

    @Test
    void a_planned_touch_is_permitted_when_it_is_planned_for_and_not_a_minute_before() throws IOException {
        var policy = PlanBenchmark.regulationF(PlanBenchmark.packs());
        var situations = new Situations(policy);
        int later = 0;
        var night = START.plus(Duration.ofHours(6)); // 02:00 in New York
        for (int i = 0; i < ACCOUNTS; i++) {
            for (var asked : situations.of(Generated.of(SEED, i, night), night)) {
                if (policy.rule(asked).verdict()
                        instanceof io.throughline.policy.pack.Decision.Verdict.NotBefore(var instant)) {
                    later++;
                    assertThat(policy.ruleNow(asked.at(instant)).permits()).isTrue();
                    assertThat(policy.ruleNow(asked.at(instant.minusSeconds(1))).permits())
                            .isFalse();
                }
            }
        }
        assertThat(later).isGreaterThan(ACCOUNTS / 4);
    }
}
