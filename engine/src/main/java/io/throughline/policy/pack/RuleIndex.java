package io.throughline.policy.pack;

import io.throughline.policy.pack.Clause.Lift;
import io.throughline.policy.pack.Clause.Uncount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which rules may have something to say, by the words of a situation: who acts, by which channel, what, and under
/// which jurisdiction. Where the person lives and what day it is are left to be asked. Safe for many threads.
final class RuleIndex {
    /// The words of the fact model make some thousand combinations; what else comes is not kept.
    private static final int KEPT = 8_192;

    private record Key(String jurisdiction, String actor, String channel, String action) {}

    /// A clause to be asked, and what its condition asks first; null: that is no single fact.
    record Ask(Clause clause, @Nullable Guard guard) {}

    /// A rule with its clauses by what they do.
    ///
    /// @param inStates whether it applies in some states only
    /// @param from number of its first day in force
    /// @param to number of its first day out of force
    /// @param excepts whether it takes other rules out of force, or contacts out of their limits
    record Candidate(
            Pack pack,
            PolicyRule rule,
            boolean inStates,
            long from,
            long to,
            List<Ask> asks,
            List<Lift> lifts,
            List<Uncount> uncounts,
            boolean excepts) {
        static Candidate of(Pack pack, PolicyRule rule, Terms terms) {
            var asks = new ArrayList<Ask>();
            var lifts = new ArrayList<Lift>();
            var uncounts = new ArrayList<Uncount>();
            for (var clause : rule.clauses()) {
                if (terms.isNever(clause.when())) {
                    continue;
                }
                switch (clause) {
                    case Lift lift -> lifts.add(lift);
                    case Uncount uncount -> uncounts.add(uncount);
                    case Clause.Says _, Clause.Hours _, Clause.Limit _ ->
                        asks.add(new Ask(clause, terms.guard(clause.when()).orElse(null)));
                }
            }
            return new Candidate(
                    pack,
                    rule,
                    !rule.scope().states().isEmpty(),
                    rule.from() == null ? Long.MIN_VALUE : rule.from().toEpochDay(),
                    rule.to() == null ? Long.MAX_VALUE : rule.to().toEpochDay(),
                    List.copyOf(asks),
                    List.copyOf(lifts),
                    List.copyOf(uncounts),
                    !lifts.isEmpty() || !uncounts.isEmpty());
        }

        boolean coversState(Situation situation) {
            return !inStates || rule.scope().coversState(situation);
        }

        /// @param day number of the day
        boolean isInForce(long day) {
            return from <= day && day < to;
        }
    }

    /// The rules of one pack that may have something to say.
    ///
    /// @param isExcepting whether one of them excepts
    record Candidates(Pack pack, List<Candidate> rules, boolean isExcepting) {
        Candidates(Pack pack, List<Candidate> rules) {
            this(pack, rules, rules.stream().anyMatch(Candidate::excepts));
        }
    }

    /// What there is to ask of such situations.
    record Asked(Terms terms, List<Candidates> packs) {}

    private final Policy policy;
    private final Map<Key, Asked> kept = new ConcurrentHashMap<>();

    RuleIndex(Policy policy) {
        this.policy = policy;
    }

    Asked of(Situation situation) {
        var key = new Key(situation.jurisdiction(), situation.actor(), situation.channel(), situation.actionName());
        var found = kept.get(key);
        if (found == null) {
            found = find(situation);
            if (kept.size() < KEPT) {
                kept.put(key, found);
            }
        }
        return found;
    }

    private Asked find(Situation situation) {
        var terms = new Terms(
                policy,
                Map.of(
                        "jurisdiction", situation.jurisdiction(),
                        "actor", situation.actor(),
                        "channel", situation.channel(),
                        "doing", situation.actionName()));
        var found = new ArrayList<Candidates>();
        for (var pack : policy.packs()) {
            var rules = pack.rules().stream()
                    .filter(rule -> policy.isOn(rule) && rule.scope().mayCover(situation))
                    .map(rule -> Candidate.of(pack, rule, terms))
                    .toList();
            if (!rules.isEmpty()) {
                found.add(new Candidates(pack, rules));
            }
        }
        return new Asked(terms, List.copyOf(found));
    }
}
