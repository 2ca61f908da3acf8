package io.throughline.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.FactModel.Kind;
import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Missing;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Conditions as we translate them against CEL's own runtime: the same value, or neither has one. Facts are drawn from
/// the fact model, words from the packs themselves, so that conditions hold often enough to matter.
/// `-Dterms.situations=N` asks more, `-Dterms.seed` others.
class TermsTest {
    private static final int SITUATIONS = Integer.getInteger("terms.situations", 400);
    private static final long SEED = Long.getLong("terms.seed", 5);
    private static final Pattern WORD = Pattern.compile("'([^'\\\\]{1,40})'");
    private static final List<String> ZONES = List.of("America/New_York", "America/Los_Angeles", "Europe/London");
    private final Policy policy = Packs.shipped();
    private final FactModel model = policy.model();
    private final List<Expression> expressions = expressions();
    private final List<String> words = words();

    @Test
    void every_condition_of_the_packs_is_translated() {
        assertThat(expressions).hasSizeGreaterThan(300);
        var terms = new Terms(policy, Map.of());
        assertThat(expressions.stream()
                        .filter(one -> terms.of(one).term() == null)
                        .map(Expression::source))
                .isEmpty();
    }

    @Test
    void terms_mean_what_cel_means() {
        var random = new Random(SEED);
        var answers = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < SITUATIONS; i++) {
            var situation = situation(random);
            var zone = ZoneId.of(pick(random, ZONES));
            for (var expression : expressions) {
                if (expression.isPerContact() && situation.history().isEmpty()) {
                    continue; // nothing asks it then
                }
                // each with a view of its own, so that neither sees what the other has remembered
                var ours = answer(expression, view(situation, zone), false);
                var cels = answer(expression, view(situation, zone), true);
                assertThat(ours)
                        .as("situation %d of seed %d: %s of %s", i, SEED, expression.source(), situation)
                        .isEqualTo(cels);
                answers.merge(
                        ours instanceof Boolean ? ours.toString() : ours instanceof Told ? "none" : "value",
                        1,
                        Integer::sum);
            }
        }
        // each kind of answer was met often
        assertThat(answers).containsOnlyKeys("true", "false", "none", "value");
        assertThat(answers.values()).allMatch(times -> times > SITUATIONS);
    }

    @Test
    void what_a_condition_asks_first_settles_only_what_cel_finds_false() {
        var random = new Random(SEED);
        var conditions = policy.rules().stream()
                .flatMap(rule -> rule.clauses().stream())
                .map(Clause::when)
                .filter(Objects::nonNull)
                .toList();
        int settled = 0;
        for (int i = 0; i < SITUATIONS; i++) {
            var situation = situation(random);
            var terms = policy.index().of(situation).terms();
            for (var condition : conditions) {
                if (terms.guard(condition)
                        .filter(guard -> guard.isFalse(situation))
                        .isPresent()) {
                    assertThat(answer(condition, view(situation, ZoneOffset.UTC), true))
                            .as("%s of %s", condition.source(), situation)
                            .isEqualTo(false);
                    settled++;
                }
            }
        }
        assertThat(settled).isGreaterThan(50 * SITUATIONS);
    }

    /// That it could not be told, and why if it is said in our words; CEL has others for some failures.
    private record Told(String why) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Told told && (why.isEmpty() || told.why.isEmpty() || why.equals(told.why));
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    private static Object answer(Expression expression, Situated view, boolean byCel) {
        try {
            var value = byCel ? expression.valueByCel(view) : expression.value(view);
            return value instanceof List<?> list ? List.copyOf(list) : value;
        } catch (Missing e) {
            var why = String.valueOf(e.getMessage());
            return new Told(why.contains("is not known") || why.contains("its source did not answer") ? why : "");
        }
    }

    private Situated view(Situation situation, ZoneId zone) {
        var view = new Situated(policy, policy.index().of(situation).terms(), situation, zone, List.of(zone));
        return situation.history().isEmpty()
                ? view
                : view.with(situation.history().getFirst());
    }

    private List<Expression> expressions() {
        var all = new ArrayList<>(policy.names().values());
        for (var rule : policy.rules()) {
            for (var clause : rule.clauses()) {
                of(clause).filter(Objects::nonNull).forEach(all::add);
            }
        }
        return all;
    }

    private static Stream<Expression> of(Clause clause) {
        return switch (clause) {
            case Clause.Says says -> Stream.of(says.when(), says.until());
            case Clause.Hours hours ->
                Stream.of(hours.when(), hours.openAs(), hours.closed(), hours.closedDays(), hours.orOpen());
            case Clause.Limit limit -> Stream.of(limit.when(), limit.of());
            case Clause.Uncount uncount -> Stream.of(uncount.when(), uncount.which());
            case Clause.Lift lift -> Stream.of(lift.when());
        };
    }

    private List<String> words() {
        var found = new TreeSet<String>();
        for (var expression : expressions) {
            WORD.matcher(expression.source()).results().forEach(match -> found.add(match.group(1)));
        }
        model.lists().values().forEach(found::addAll);
        found.add("");
        return List.copyOf(found);
    }

    private Situation situation(Random random) {
        var lists = model.lists();
        var who = Map.of(
                "jurisdiction", any(random, lists, "jurisdictions"),
                "industry", "collections",
                "actor", any(random, lists, "actors"),
                "channel", any(random, lists, "channels"),
                "action", any(random, lists, "actions"),
                "consumer_state", pick(random, List.of("", "OH", "CA", "MS", "NY")));
        var history = Stream.generate(() -> facts(random, "contact", 0.6))
                .limit(random.nextInt(5))
                .toList();
        return Situation.of(
                model,
                who,
                day(random).atTime(random.nextInt(24), 0).atZone(ZoneOffset.UTC),
                history,
                facts(random, "consent", 0.3),
                facts(random, "account", 0.3),
                facts(random, "action", 0.3));
    }

    private static String any(Random random, Map<String, List<String>> lists, String list) {
        return pick(random, Objects.requireNonNull(lists.get(list)));
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(2026, 6, 1).plusDays(random.nextInt(120) - 60);
    }

    /// @param said how likely a fact is said
    private Facts facts(Random random, String group, double said) {
        var facts = new LinkedHashMap<String, Object>();
        for (var fact : model.group(group).facts().values()) {
            if (fact.of() == null && random.nextDouble() < said) {
                facts.put(fact.name(), random.nextInt(25) == 0 ? new Facts.Failed("out") : value(random, fact, said));
            }
        }
        return new Facts(model, model.group(group), facts);
    }

    private Object value(Random random, Fact fact, double said) {
        if (fact.kind() == null) {
            var group = Objects.requireNonNull(fact.group());
            return fact.isList()
                    ? Stream.generate(() -> facts(random, group, said))
                            .limit(random.nextInt(3))
                            .toList()
                    : facts(random, group, 0.6);
        }
        return switch (fact.kind()) {
            case TEXT -> fact.otherwise() != null && random.nextInt(3) == 0 ? fact.otherwise() : pick(random, words);
            case YES_NO -> random.nextBoolean();
            case WHOLE -> (long) random.nextInt(60);
            case NUMBER -> random.nextInt(400) / 4.0;
            case DATE, MOMENT -> time(random, fact.kind());
            case TEXTS ->
                Stream.generate(() -> pick(random, words))
                        .limit(random.nextInt(4))
                        .toList();
        };
    }

    private static Object time(Random random, Kind kind) {
        return kind == Kind.DATE || random.nextInt(4) == 0
                ? day(random)
                : day(random).atTime(random.nextInt(24), 30).atOffset(ZoneOffset.ofHours(-4));
    }
}
