package io.throughline.policy.pack;

import io.throughline.policy.pack.Decision.Result;
import io.throughline.policy.pack.Decision.Verdict;
import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyRule.Setting;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The packs in force, and the question to ask them: [#decide]. Pure and safe for many threads.
public final class Policy {
    /// Enough for a wait that windows and limits push ahead of one another; more would be a rule that
    /// never opens.
    private static final int MOST_STEPS = 64;

    private static final String TZDATA = carried();

    private final FactModel model;
    private final List<Pack> packs;
    private final Map<String, Expression> names;
    private final int expressions;
    private final Set<String> off;
    private final Set<Setting> settings;
    private final Map<String, Integer> order = new HashMap<>();
    private final List<String> versions;
    private final @Nullable String[] nameBySlot;
    private final List<PolicyRule> rules;
    private final Comparator<Result> inOrder;
    private final RuleIndex index;

    /// @param expressions how many there are in all packs
    Policy(FactModel model, List<Pack> packs, Map<String, Expression> names, int expressions) {
        this(model, packs, names, expressions, Set.of());
    }

    private Policy(FactModel model, List<Pack> packs, Map<String, Expression> names, int expressions, Set<String> off) {
        this.model = model;
        this.packs = List.copyOf(packs);
        this.names = names;
        this.expressions = expressions;
        this.off = off;
        this.settings = EnumSet.noneOf(Setting.class);
        this.rules = packs.stream()
                .flatMap(pack -> pack.rules().stream())
                .filter(rule -> !off.contains(rule.id()))
                .toList();
        for (var rule : rules) {
            order.put(rule.id(), order.size());
            settings.addAll(rule.sets());
        }
        this.versions = packs.stream()
                .map(pack -> pack.id() + " " + pack.version() + " " + pack.sha256())
                .toList();
        int slots = names.values().stream().mapToInt(Expression::slot).max().orElse(-1) + 1;
        this.nameBySlot = new String[slots];
        names.forEach((name, expression) -> nameBySlot[expression.slot()] = name);
        this.inOrder = ordering();
        this.index = new RuleIndex(this);
    }

    /// The same packs with some rules switched off: to find out what would go unnoticed.
    public Policy without(String... rules) {
        var all = new HashSet<>(off);
        all.addAll(List.of(rules));
        return new Policy(model, packs, withoutNames(all), expressions, all);
    }

    private Map<String, Expression> withoutNames(Set<String> rules) {
        var kept = new HashMap<>(names);
        packs.stream()
                .flatMap(pack -> pack.rules().stream())
                .filter(rule -> rules.contains(rule.id()))
                .forEach(rule -> kept.keySet().removeAll(rule.names().keySet()));
        return kept;
    }

    public List<Pack> packs() {
        return packs;
    }

    FactModel model() {
        return model;
    }

    /// Every rule that is not switched off, in the order in which reasons of equal rank are told.
    public List<PolicyRule> rules() {
        return rules;
    }

    public Optional<PolicyRule> find(String id) {
        return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    boolean isOn(PolicyRule rule) {
        return !off.contains(rule.id());
    }

    Map<String, Expression> names() {
        return names;
    }

    /// How many names there are, and places for their values.
    int slots() {
        return nameBySlot.length;
    }

    /// The name of an expression; null if the rule that gave it is switched off.
    @Nullable
    String nameOf(Expression expression) {
        return expression.slot() < nameBySlot.length ? nameBySlot[expression.slot()] : null;
    }

    int expressions() {
        return expressions;
    }

    RuleIndex index() {
        return index;
    }

    boolean has(Setting setting) {
        return settings.contains(setting);
    }

    /// What all packs together say: the strictest result, with every rule's own.
    public Decision decide(Situation situation) {
        var now = evaluate(situation);
        var ruling = ruling(now, denied -> firstPermitted(situation, denied));
        var also = now.standing().stream()
                .sorted(inOrder)
                .map(result -> result.outcome().reason())
                .filter(other -> !other.equals(ruling.reason()))
                .distinct()
                .toList();
        return new Decision(
                ruling.verdict(),
                ruling.reason(),
                also,
                ruling.rule(),
                List.copyOf(now.results()),
                now.zones(),
                versions,
                TZDATA);
    }

    /// The same answer without what the other rules said: for those who ask a million times.
    public Ruling rule(Situation situation) {
        var now = evaluate(situation);
        return ruling(now, denied -> firstPermitted(situation, denied));
    }

    /// Whether it is permitted now, without when it would be: a denial is plain, though it may end by time.
    public Ruling ruleNow(Situation situation) {
        return ruling(evaluate(situation), _ -> Optional.empty());
    }

    /// The answer when the clock cannot be trusted: none of the packs can be asked.
    public Decision withoutClock() {
        var result = new Result(
                "engine.fail-closed",
                "engine",
                new Outcome.Deny("ENGINE_UNAVAILABLE"),
                Rank.ENGINE,
                null,
                "the clock",
                "",
                "");
        return new Decision(
                new Verdict.Deny(),
                "ENGINE_UNAVAILABLE",
                List.of(),
                result.rule(),
                List.of(result),
                List.of(),
                versions,
                TZDATA);
    }

    /// The first instant at which nothing denies. Each denial holds at least until its own instant, so
    /// the latest of them is a lower bound; asked again there, the rules either allow or give a later
    /// one.
    private Optional<Instant> firstPermitted(Situation situation, Evaluation now) {
        var evaluation = now;
        for (int step = 0; step < MOST_STEPS; step++) {
            var until = evaluation.lowerBound();
            if (until.isEmpty()) {
                return Optional.empty();
            }
            evaluation = evaluate(situation.at(until.get()));
            if (!evaluation.denies()) {
                return until;
            }
        }
        return Optional.empty();
    }

    private Evaluation evaluate(Situation situation) {
        return new Evaluator(this, situation).evaluate();
    }

    private Ruling ruling(Evaluation now, Function<Evaluation, Optional<Instant>> when) {
        if (now.results().isEmpty() && now.notes().isEmpty()) {
            return Ruling.NOTHING_AGAINST;
        }
        boolean denies = now.denies();
        var first = now.first(denies);
        var verdict = denies
                ? when.apply(now).<Verdict>map(Verdict.NotBefore::new).orElseGet(Verdict.Deny::new)
                : first == null ? new Verdict.Allow() : new Verdict.Require(now.obligations());
        return first == null
                ? new Ruling(verdict, exception(now), "")
                : new Ruling(verdict, first.outcome().reason(), first.rule());
    }

    /// The exception that made it allowed: of the weightiest result that was lifted, if it has a reason
    /// of its own.
    private String exception(Evaluation evaluation) {
        return evaluation.results().stream()
                .filter(result -> !result.stands() && !result.liftedAs().equals("OK"))
                .min(inOrder())
                .map(Result::liftedAs)
                .or(() -> evaluation.notes().stream().findFirst())
                .orElse("OK");
    }

    /// By rank, then in the order of the rules; without engine.precedence as they come.
    Comparator<Result> inOrder() {
        return inOrder;
    }

    private Comparator<Result> ordering() {
        Comparator<Result> byRule = Comparator.comparingInt(
                result -> Objects.requireNonNull(order.getOrDefault(result.rule(), order.size())));
        return has(Setting.PRECEDENCE) ? Comparator.comparing(Result::rank).thenComparing(byRule) : byRule;
    }

    int orderOf(String rule) {
        return Objects.requireNonNull(order.getOrDefault(rule, order.size()));
    }

    /// Which version of the time zone rules this Java carries.
    public static String tzdata() {
        return TZDATA;
    }

    private static String carried() {
        return ZoneRulesProvider.getVersions("UTC").keySet().stream()
                .max(Comparator.naturalOrder())
                .orElse("unknown");
    }

    /// What is found for a situation at one instant.
    ///
    /// @param notes reasons of exceptions that speak for themselves
    record Evaluation(
            List<Result> results, List<java.time.ZoneId> zones, List<String> notes, Comparator<Result> inOrder) {
        boolean denies() {
            for (var result : results) {
                if (result.stands() && result.denies()) {
                    return true;
                }
            }
            return false;
        }

        List<Result> standing() {
            return results.stream().filter(Result::stands).toList();
        }

        /// The first by precedence that stands; of those that deny, where one does.
        @Nullable
        Result first(boolean denying) {
            Result first = null;
            for (var result : results) {
                if (result.stands()
                        && (!denying || result.denies())
                        && (first == null || inOrder.compare(result, first) < 0)) {
                    first = result;
                }
            }
            return first;
        }

        List<String> obligations() {
            return results.stream()
                    .filter(Result::stands)
                    .sorted(inOrder)
                    .map(Result::outcome)
                    .filter(Outcome.Require.class::isInstance)
                    .map(outcome -> ((Outcome.Require) outcome).obligation())
                    .distinct()
                    .collect(Collectors.toCollection(ArrayList::new));
        }

        /// No earlier than this does every denial end; none if one of them does not end by time.
        Optional<Instant> lowerBound() {
            Instant latest = Instant.MIN;
            for (var result : results) {
                if (result.stands() && result.denies()) {
                    if (result.until() == null) {
                        return Optional.empty();
                    }
                    latest = result.until().isAfter(latest) ? result.until() : latest;
                }
            }
            return Optional.of(latest);
        }
    }
}
