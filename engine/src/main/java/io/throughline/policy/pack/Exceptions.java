package io.throughline.policy.pack;

import io.throughline.policy.pack.Clause.Lift;
import io.throughline.policy.pack.Clause.Uncount;
import io.throughline.policy.pack.Decision.Result;
import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Missing;
import io.throughline.policy.pack.RuleIndex.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The exceptions that hold in a situation. Asked for only when there is something they could bear on.
final class Exceptions {
    /// A clause that holds, and its rule.
    record Active<C>(String rule, C clause) {}

    private final Policy policy;
    private final List<Situated> views;
    private final List<Candidate> excepting;
    private @Nullable List<Active<Lift>> lifts;
    private @Nullable List<Active<Uncount>> uncounts;

    /// @param excepting rules in force that lift others or leave contacts out of their limits
    Exceptions(Policy policy, List<Situated> views, List<Candidate> excepting) {
        this.policy = policy;
        this.views = views;
        this.excepting = excepting;
    }

    /// Reasons of exceptions that speak for themselves.
    List<String> notes() {
        for (var one : excepting) {
            for (var lift : one.lifts()) {
                if (lift.always() && holdsEverywhere(lift.when())) {
                    return lifts().stream()
                            .filter(active -> active.clause().always())
                            .map(active -> active.clause().reason())
                            .toList();
                }
            }
        }
        return List.of();
    }

    /// Exceptions that leave contacts out of the limits of a rule.
    List<Uncount> uncounting(String rule) {
        if (uncounts == null) {
            uncounts = new ArrayList<>();
            for (var one : excepting) {
                for (var uncount : one.uncounts()) {
                    if (holdsEverywhere(uncount.when())) {
                        uncounts.add(new Active<>(one.rule().id(), uncount));
                    }
                }
            }
        }
        return uncounts.stream()
                .map(Active::clause)
                .filter(uncount -> uncount.rules().stream().anyMatch(pattern -> Clause.matches(pattern, rule)))
                .toList();
    }

    /// The result, marked if an exception takes it out of force. Of several the last in the order of rules is told:
    /// the more special ones stand later.
    Result apply(Result result) {
        if (!result.stands()) {
            return result;
        }
        Active<Lift> by = null;
        for (var lift : lifts()) {
            if (lift.clause().covers(result.rule(), result.outcome().reason())
                    && (by == null || policy.orderOf(lift.rule()) > policy.orderOf(by.rule()))) {
                by = lift;
            }
        }
        return by == null
                ? result
                : new Result(
                        result.rule(),
                        result.pack(),
                        result.outcome(),
                        result.rank(),
                        result.until(),
                        result.missing(),
                        by.rule(),
                        by.clause().reason());
    }

    private List<Active<Lift>> lifts() {
        if (lifts == null) {
            var all = new ArrayList<Active<Lift>>();
            for (var one : excepting) {
                for (var lift : one.lifts()) {
                    if (holdsEverywhere(lift.when())) {
                        all.add(new Active<>(one.rule().id(), lift));
                    }
                }
            }
            lifts = all.size() < 2
                    ? all
                    : all.stream().filter(lift -> !isLifted(lift, all)).toList();
        }
        return lifts;
    }

    private static boolean isLifted(Active<Lift> lift, List<Active<Lift>> all) {
        return all.stream()
                .anyMatch(other -> !other.rule().equals(lift.rule())
                        && other.clause().rules().contains(lift.rule())
                        && other.clause().covers(lift.rule(), lift.clause().reason()));
    }

    /// An exception must hold wherever the person may be; one that cannot be told does not.
    private boolean holdsEverywhere(@Nullable Expression when) {
        if (when == null) {
            return true;
        }
        for (var view : views) {
            try {
                if (!when.holds(view)) {
                    return false;
                }
            } catch (Missing e) {
                return false;
            }
        }
        return true;
    }
}
