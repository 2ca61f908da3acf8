package io.throughline.policy.pack;

import io.throughline.policy.pack.PolicyCel.Expression;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One sentence of a rule: when it applies, and what follows.
sealed interface Clause {
    /// Null: always.
    @Nullable
    Expression when();

    /// Denies or requires, at once or until a date.
    ///
    /// @param until the first date on which it no longer holds
    record Says(@Nullable Expression when, @Nullable Expression until, Outcome outcome, Rank rank) implements Clause {}

    /// Denies, or requires something, outside hours of the day.
    ///
    /// @param open the hours by day of the week; null: always open but for the closed ones
    /// @param openAs windows that take the place of `open` where there are any
    /// @param closed windows that are closed
    /// @param closedDays names of weekdays that are closed
    /// @param orOpen windows that are open beside `open`
    /// @param orReason told when only `orOpen` made it open
    /// @param alsoIn zones whose clock counts beside the person's
    /// @param partly the reason when it is open in some zones, but not in all
    record Hours(
            @Nullable Expression when,
            @Nullable Week open,
            @Nullable Expression openAs,
            @Nullable Expression closed,
            @Nullable Expression closedDays,
            @Nullable Expression orOpen,
            String orReason,
            List<ZoneId> alsoIn,
            Outcome outcome,
            String partly,
            Rank rank)
            implements Clause {}

    /// Denies, or requires something, when so many contacts lie in a period that ends today.
    ///
    /// @param most contacts that are allowed in the period, this one not counted
    /// @param days length of the period in calendar dates, today's included; 0 if it is in hours
    /// @param of which contacts count
    /// @param perDebt each planned debt is counted for itself
    record Limit(
            @Nullable Expression when,
            int most,
            int days,
            int hours,
            Expression of,
            boolean perDebt,
            Outcome outcome,
            Rank rank)
            implements Clause {}

    /// Leaves contacts out of the limits of other rules.
    record Uncount(@Nullable Expression when, List<String> rules, Expression which, String reason) implements Clause {}

    /// Takes other rules out of force.
    ///
    /// @param reasons only these reasons of theirs; empty: all
    /// @param always whether its reason is told even when there was nothing to lift
    record Lift(@Nullable Expression when, List<String> rules, List<String> reasons, String reason, boolean always)
            implements Clause {
        boolean covers(String rule, String reason) {
            return rules.stream().anyMatch(pattern -> matches(pattern, rule))
                    && (reasons.isEmpty() || reasons.contains(reason));
        }
    }

    static boolean matches(String pattern, String rule) {
        return pattern.endsWith("*")
                ? rule.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(rule);
    }
}
