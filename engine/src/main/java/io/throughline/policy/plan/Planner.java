package io.throughline.policy.plan;

import io.throughline.policy.Verdict;
import io.throughline.policy.plan.Candidate.Complexity;
import io.throughline.policy.plan.Candidate.Stop;
import io.throughline.policy.plan.Candidate.Way;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives an account its next permitted touch and instant, or what holds it. Of the ways that the definition's plan
/// has, the fitting one is preferred – for what is simple a message, for what is complex a person –, then the one
/// whose turn it is, then the one that is more surely the person's. The first of these that opens within the plan's
/// patience is taken, else the one that opens first. Pure; safe for many threads if the law is.
public final class Planner {
    /// What says whether a touch is permitted.
    @FunctionalInterface
    public interface Law {
        /// [Verdict.NotBefore] must name the first instant at which it is.
        Verdict ask(Candidate candidate, Way way, Instant at);
    }

    private final TouchPlan plan;
    private final Law law;

    public Planner(TouchPlan plan, Law law) {
        this.plan = plan;
        this.law = law;
    }

    /// A way with what the law says of it.
    ///
    /// @param opens null: it does not
    private record Option(
            Way way, Verdict verdict, @Nullable Instant opens) {}

    /// @param now no touch is planned before
    /// @param today the date by which urgency is reckoned
    public Planned plan(Candidate candidate, Instant now, LocalDate today) {
        if (!candidate.stops().isEmpty()) {
            return new Planned.Stopped(candidate.stops().stream()
                    .min(Comparator.<Stop>naturalOrder())
                    .orElseThrow());
        }
        if (candidate.made() >= plan.slots().size()) {
            return new Planned.UsedUp(candidate.made());
        }
        var earliest = earliest(candidate, now);
        var ways = ways(candidate);
        if (ways.isEmpty()) {
            return new Planned.Held(
                    "NO_ENDPOINT", "There is no address on a channel of the plan that is surely enough the person's.");
        }
        var options = new ArrayList<Option>();
        for (var way : ways) {
            var option = option(candidate, way, earliest);
            if (option.opens() != null && !option.opens().isAfter(earliest.plus(plan.patience()))) {
                return touch(candidate, option, option.opens(), today);
            }
            options.add(option);
        }
        Option first = null;
        for (var option : options) {
            first = isBefore(option.opens(), first == null ? null : first.opens()) ? option : first;
        }
        return first == null || first.opens() == null
                ? held(options.getFirst().verdict())
                : touch(candidate, first, first.opens(), today);
    }

    private static boolean isBefore(@Nullable Instant one, @Nullable Instant other) {
        return one != null && (other == null || one.isBefore(other));
    }

    private Instant earliest(Candidate candidate, Instant now) {
        if (candidate.lastTouch() == null) {
            return now;
        }
        var due = candidate.lastTouch().plus(plan.slots().get(candidate.made()).after());
        return due.isAfter(now) ? due : now;
    }

    /// The ways that may be taken at all, the best first.
    private List<Way> ways(Candidate candidate) {
        boolean toPerson = candidate.matter().complexity() == Complexity.COMPLEX;
        return candidate.ways().stream()
                .filter(way ->
                        way.confidence() >= plan.leastConfidence() && plan.order(way.channel(), candidate.made()) >= 0)
                .sorted(Comparator.<Way, Boolean>comparing(way -> way.isPerson() != toPerson)
                        .thenComparing(way -> plan.order(way.channel(), candidate.made()))
                        .thenComparing(Comparator.comparingInt(Way::confidence).reversed())
                        .thenComparing(Way::endpoint))
                .toList();
    }

    private Option option(Candidate candidate, Way way, Instant at) {
        var verdict = law.ask(candidate, way, at);
        return new Option(
                way,
                verdict,
                switch (verdict) {
                    case Verdict.Allow() -> at;
                    case Verdict.NotBefore(var instant, var _, var _) -> instant;
                    case Verdict.Require _, Verdict.Deny _ -> null;
                });
    }

    private static Planned touch(Candidate candidate, Option option, Instant at, LocalDate today) {
        var rule = option.verdict() instanceof Verdict.NotBefore(var _, var name, var _) ? name : "";
        var sentence = option.verdict() instanceof Verdict.NotBefore(var _, var _, var detail) ? detail : "";
        int urgency = Urgency.points(candidate.matter(), today);
        return new Planned.Touch(option.way(), at, candidate.made() + 1, urgency, rule, sentence);
    }

    private static Planned held(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Deny(var rule, var detail) -> new Planned.Held(rule, detail);
            case Verdict.Require(var obligation, var rule, var detail) ->
                new Planned.Held(rule, detail.isEmpty() ? "It requires " + obligation + "." : detail);
            case Verdict.Allow _, Verdict.NotBefore _ -> throw new IllegalArgumentException("that opens: " + verdict);
        };
    }
}
