package io.throughline.policy.pack;

import io.throughline.policy.pack.Clause.Lift;
import io.throughline.policy.pack.Clause.Uncount;
import io.throughline.policy.pack.Decision.Result;
import io.throughline.policy.pack.Policy.Evaluation;
import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Missing;
import io.throughline.policy.pack.PolicyRule.Setting;
import io.throughline.policy.place.Location;
import io.throughline.policy.place.Places;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks every rule about one situation at one instant.
final class Evaluator {
    private static final String FAIL_CLOSED = "engine.fail-closed";
    private final Policy policy;
    private final Situation situation;
    private final List<ZoneId> candidates;
    private final List<ZoneId> zones;
    private final List<Situated> views;
    private final List<Result> results = new ArrayList<>();
    private final List<Active<Lift>> lifts = new ArrayList<>();
    private final List<Active<Uncount>> uncounts = new ArrayList<>();

    record Active<C>(String rule, C clause) {}

    Evaluator(Policy policy, Situation situation) {
        this.policy = policy;
        this.situation = situation;
        this.candidates = candidates();
        this.zones = candidates.isEmpty() ? List.of(situation.at().getZone()) : candidates;
        this.views = zones.stream()
                .map(zone -> new Situated(
                        situation,
                        zone,
                        candidates,
                        policy.names(),
                        policy.model().lists()))
                .toList();
    }

    private List<ZoneId> candidates() {
        var location = situation.location();
        if (!policy.has(Setting.RESOLVE_LOCATION)) {
            // only what the number says, as a dialler without the rule would have it
            location = new Location(null, location.country(), "", location.numbers());
        }
        return location.zones(Places.tables());
    }

    Evaluation evaluate() {
        var applying = new ArrayList<Applying>();
        for (var pack : policy.packs()) {
            var rules = pack.rules().stream().filter(this::applies).toList();
            if (rules.isEmpty()) {
                continue;
            }
            if (isReady(pack)) {
                rules.forEach(rule -> applying.add(new Applying(pack, rule)));
            }
        }
        applying.forEach(this::collect);
        dropLiftedLifts();
        applying.forEach(this::ask);
        var notes = lifts.stream()
                .filter(lift -> lift.clause().always())
                .map(lift -> lift.clause().reason())
                .toList();
        return new Evaluation(lifted(), zones, notes, policy.inOrder());
    }

    private record Applying(Pack pack, PolicyRule rule) {}

    private boolean applies(PolicyRule rule) {
        return policy.isOn(rule)
                && rule.scope().covers(situation)
                && (!policy.has(Setting.EFFECTIVE_DATES) || rule.isInForce(today()));
    }

    private LocalDate today() {
        return views.getFirst().today();
    }

    /// A pack that failed to load, or that has no version in force, denies what it would have been
    /// asked about.
    private boolean isReady(Pack pack) {
        if (situation.account().raw("packs_loaded") != null && !isLoaded(pack)) {
            engine(pack, "ENGINE_UNAVAILABLE", "pack " + pack.id());
            return false;
        }
        if (policy.has(Setting.EFFECTIVE_DATES) && !pack.isInForce(today())) {
            engine(pack, "PACK_VERSION_MISSING", "a version of pack " + pack.id() + " in force then");
            return false;
        }
        return true;
    }

    /// A pack goes by its id or by how the ids of its rules begin.
    private boolean isLoaded(Pack pack) {
        var loaded = situation.account().texts("packs_loaded");
        return pack.id().equals("engine")
                || loaded.contains(pack.id())
                || pack.rules().stream()
                        .anyMatch(rule -> loaded.contains(rule.id().replaceFirst("\\..*", "")));
    }

    private void engine(Pack pack, String reason, String missing) {
        if (policy.has(Setting.FAIL_CLOSED)) {
            results.add(
                    new Result(FAIL_CLOSED, pack.id(), new Outcome.Deny(reason), Rank.ENGINE, null, missing, "", ""));
        }
    }

    /// First the exceptions: what they need of the rules is known only when all of them are.
    private void collect(Applying applying) {
        for (var clause : applying.rule().clauses()) {
            if (clause instanceof Lift lift && holdsEverywhere(lift.when())) {
                lifts.add(new Active<>(applying.rule().id(), lift));
            } else if (clause instanceof Uncount uncount && holdsEverywhere(uncount.when())) {
                uncounts.add(new Active<>(applying.rule().id(), uncount));
            }
        }
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

    private void dropLiftedLifts() {
        var all = List.copyOf(lifts);
        lifts.removeIf(lift -> all.stream()
                .anyMatch(other -> !other.rule().equals(lift.rule())
                        && other.clause().rules().contains(lift.rule())
                        && other.clause().covers(lift.rule(), lift.clause().reason())));
    }

    private void ask(Applying applying) {
        for (var clause : applying.rule().clauses()) {
            try {
                switch (clause) {
                    case Clause.Says says -> says(applying, says);
                    case Clause.Hours hours -> hours(applying, hours);
                    case Clause.Limit limit ->
                        new LimitCount(
                                        policy,
                                        situation,
                                        views,
                                        uncounts,
                                        applying.rule().id())
                                .met(limit)
                                .ifPresent(met ->
                                        add(applying, limit.outcome(), limit.rank(), met.until(), met.exception()));
                    case Clause.Lift _, Clause.Uncount _ -> {}
                }
            } catch (Missing e) {
                if (policy.has(Setting.FAIL_CLOSED)) {
                    results.add(new Result(
                            applying.rule().id(),
                            applying.pack().id(),
                            new Outcome.Deny("FACT_MISSING"),
                            Rank.ENGINE,
                            null,
                            String.valueOf(e.getMessage()),
                            "",
                            ""));
                }
            }
        }
    }

    private void says(Applying applying, Clause.Says says) throws Missing {
        boolean isMet = false;
        boolean ends = says.until() != null;
        Instant until = Instant.MIN;
        for (var view : views) {
            if (says.when() != null && !says.when().holds(view)) {
                continue;
            }
            if (says.until() == null) {
                isMet = true;
                continue;
            }
            var end = LocalDate.ofEpochDay((Long) says.until().value(view))
                    .atStartOfDay(view.zone())
                    .toInstant();
            if (view.now().isBefore(end)) {
                isMet = true;
                until = end.isAfter(until) ? end : until;
            }
        }
        if (isMet) {
            add(applying, says.outcome(), says.rank(), ends ? until : null, null);
        }
    }

    private void hours(Applying applying, Clause.Hours hours) throws Missing {
        var asked = new ArrayList<Situated>();
        for (var view : views) {
            if (hours.when() == null || hours.when().holds(view)) {
                asked.add(view);
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        if (!policy.has(Setting.INTERSECT_ZONES)) {
            asked.subList(1, asked.size()).clear();
        }
        var met = new HoursCheck(hours).check(asked, situation.now());
        if (met.closedIn() == 0) {
            if (!met.isOpenByWeek() && !hours.orReason().equals("OK")) {
                add(applying, hours.outcome(), hours.rank(), null, hours.orReason());
            }
            return;
        }
        boolean isPartly = met.closedIn() < met.clocks() && hours.outcome() instanceof Outcome.Deny;
        var outcome = isPartly ? new Outcome.Deny(hours.partly()) : hours.outcome();
        add(applying, outcome, hours.rank(), met.until().orElse(null), null);
    }

    private void add(
            Applying applying, Outcome outcome, Rank rank, @Nullable Instant until, @Nullable String exception) {
        var rule = applying.rule();
        var end = rule.to() == null || !policy.has(Setting.EFFECTIVE_DATES)
                ? until
                : earlier(until, rule.to().atStartOfDay(views.getFirst().zone()).toInstant());
        results.add(new Result(
                rule.id(),
                applying.pack().id(),
                outcome,
                rank,
                end,
                "",
                exception == null ? "" : rule.id(),
                exception == null ? "" : exception));
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }

    /// The results with those marked that an exception takes out of force. Of several exceptions the
    /// last in the order of rules is told: the more special ones stand later.
    private List<Result> lifted() {
        return results.stream()
                .map(result -> result.stands()
                        ? lift(result).map(by -> lifted(result, by)).orElse(result)
                        : result)
                .toList();
    }

    private Optional<Active<Lift>> lift(Result result) {
        return lifts.stream()
                .filter(lift ->
                        lift.clause().covers(result.rule(), result.outcome().reason()))
                .max(Comparator.comparingInt(lift -> policy.orderOf(lift.rule())));
    }

    private static Result lifted(Result result, Active<Lift> by) {
        return new Result(
                result.rule(),
                result.pack(),
                result.outcome(),
                result.rank(),
                result.until(),
                result.missing(),
                Objects.requireNonNull(by).rule(),
                by.clause().reason());
    }
}
