package io.throughline.policy.pack;

import io.throughline.policy.pack.Decision.Result;
import io.throughline.policy.pack.Policy.Evaluation;
import io.throughline.policy.pack.PolicyCel.Missing;
import io.throughline.policy.pack.PolicyRule.Setting;
import io.throughline.policy.pack.RuleIndex.Candidate;
import io.throughline.policy.place.Location;
import io.throughline.policy.place.Places;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks the rules about one situation at one instant.
final class Evaluator {
    private static final String FAIL_CLOSED = "engine.fail-closed";
    private final Policy policy;
    private final Situation situation;
    private final RuleIndex.Asked asked;
    private final List<ZoneId> zones;
    private final List<Situated> views;
    private final List<Result> results = new ArrayList<>();

    Evaluator(Policy policy, Situation situation) {
        this.policy = policy;
        this.situation = situation;
        var candidates = candidates();
        this.asked = policy.index().of(situation);
        this.zones = candidates.isEmpty() ? List.of(situation.at().getZone()) : candidates;
        this.views = new ArrayList<>(zones.size());
        for (var zone : zones) {
            views.add(new Situated(policy, asked.terms(), situation, zone, candidates));
        }
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
        var applying = new ArrayList<Candidate>();
        var excepting = new ArrayList<Candidate>();
        boolean isDated = policy.has(Setting.EFFECTIVE_DATES);
        long today = views.getFirst().day();
        for (var candidates : asked.packs()) {
            int before = applying.size();
            for (var rule : candidates.rules()) {
                if (rule.coversState(situation) && (!isDated || rule.isInForce(today))) {
                    applying.add(rule);
                }
            }
            if (applying.size() > before && !isReady(candidates.pack())) {
                applying.subList(before, applying.size()).clear();
            }
            if (candidates.isExcepting()) {
                for (int i = before; i < applying.size(); i++) {
                    if (applying.get(i).excepts()) {
                        excepting.add(applying.get(i));
                    }
                }
            }
        }
        var exceptions = new Exceptions(policy, views, excepting);
        for (var rule : applying) {
            ask(rule, exceptions);
        }
        results.replaceAll(exceptions::apply);
        return new Evaluation(results, zones, exceptions.notes(), policy.inOrder());
    }

    private LocalDate today() {
        return views.getFirst().today();
    }

    /// A pack that failed to load, or that has no version in force, denies what it would have been
    /// asked about.
    private boolean isReady(Pack pack) {
        if (situation.account().raw(policy.model().known().packsLoaded()) != null && !isLoaded(pack)) {
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
        var loaded = situation.account().texts(policy.model().known().packsLoaded());
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

    private void ask(Candidate applying, Exceptions exceptions) {
        for (var ask : applying.asks()) {
            if (ask.guard() != null && ask.guard().isFalse(situation)) {
                continue;
            }
            try {
                switch (ask.clause()) {
                    case Clause.Says says -> says(applying, says);
                    case Clause.Hours hours -> hours(applying, hours);
                    case Clause.Limit limit -> limit(applying, limit, exceptions);
                    case Clause.Lift _, Clause.Uncount _ -> {}
                }
            } catch (Missing e) {
                missing(applying, e);
            }
        }
    }

    private void missing(Candidate applying, Missing missing) {
        if (policy.has(Setting.FAIL_CLOSED)) {
            results.add(new Result(
                    applying.rule().id(),
                    applying.pack().id(),
                    new Outcome.Deny("FACT_MISSING"),
                    Rank.ENGINE,
                    null,
                    String.valueOf(missing.getMessage()),
                    "",
                    ""));
        }
    }

    private void limit(Candidate applying, Clause.Limit limit, Exceptions exceptions) throws Missing {
        var count = new LimitCount(
                policy, situation, views, exceptions, applying.rule().id());
        var met = count.met(limit);
        if (met != null) {
            add(applying, limit.outcome(), limit.rank(), met.until(), met.exception());
        }
    }

    private void says(Candidate applying, Clause.Says says) throws Missing {
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

    private void hours(Candidate applying, Clause.Hours hours) throws Missing {
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
            Candidate applying, Outcome outcome, Rank rank, @Nullable Instant until, @Nullable String exception) {
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
}
