package io.throughline.policy.pack;

import io.throughline.policy.pack.PolicyCel.Expression;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A rule of a pack.
///
/// @param says what it does, in our words
/// @param status how well its source was seen: verified, part, recalled or house
/// @param note what exactly was seen and what was not
/// @param from its first day in force; null: as long as its pack
/// @param to its first day out of force
/// @param evidence what to keep beside the common record of a decision
/// @param sets switches of the engine that it turns on
/// @param names expressions that it gives a name
public record PolicyRule(
        String id,
        String title,
        String says,
        String cite,
        String status,
        String note,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<String> evidence,
        Scope scope,
        Set<Setting> sets,
        Map<String, Expression> names,
        List<Clause> clauses,
        String file) {

    /// To what a rule applies. An empty set is no restriction.
    ///
    /// @param byNumber whether the state of the area code counts beside the person's residence
    public record Scope(
            Set<String> jurisdictions,
            Set<String> actors,
            Set<String> channels,
            Set<String> actions,
            Set<String> states,
            boolean byNumber) {
        public boolean covers(Situation situation) {
            return mayCover(situation) && coversState(situation);
        }

        /// Whether it covers the situation in some state.
        boolean mayCover(Situation situation) {
            return isIn(jurisdictions, situation.jurisdiction())
                    && isIn(actors, situation.actor())
                    && isIn(channels, situation.channel())
                    && isIn(actions, situation.actionName());
        }

        boolean coversState(Situation situation) {
            return states.isEmpty()
                    || states.contains(situation.state())
                    || byNumber && states.contains(situation.areaState());
        }

        private static boolean isIn(Set<String> set, String word) {
            return set.isEmpty() || set.contains(word);
        }
    }

    /// How the engine counts and combines; each is on because a rule says so.
    public enum Setting {
        /// Days are dates in the person's zone, not blocks of 24 hours.
        CALENDAR_DAYS,
        /// A signal that spans several zones is narrowed by a more precise one, and a statement
        /// replaces the rest.
        RESOLVE_LOCATION,
        /// Windows hold in every zone the person may be in.
        INTERSECT_ZONES,
        /// Contacts count for each debt by itself.
        COUNT_PER_DEBT,
        /// The strictest result wins and the reasons have an order.
        PRECEDENCE,
        /// What is missing denies.
        FAIL_CLOSED,
        /// The version in force at the instant decides.
        EFFECTIVE_DATES
    }

    /// Its clauses in words, with their conditions as they are written.
    public List<String> words() {
        return clauses.stream().map(ClauseWords::of).toList();
    }

    /// Every reason that it can give.
    public List<String> reasons() {
        return clauses.stream()
                .flatMap(clause -> switch (clause) {
                    case Clause.Says said ->
                        java.util.stream.Stream.of(said.outcome().reason());
                    case Clause.Hours hours ->
                        java.util.stream.Stream.of(hours.outcome().reason(), hours.partly(), hours.orReason());
                    case Clause.Limit limit ->
                        java.util.stream.Stream.of(limit.outcome().reason());
                    case Clause.Uncount uncount -> java.util.stream.Stream.of(uncount.reason());
                    case Clause.Lift lift -> java.util.stream.Stream.of(lift.reason());
                })
                .filter(reason -> !reason.isEmpty() && !reason.equals("OK"))
                .distinct()
                .toList();
    }
}
