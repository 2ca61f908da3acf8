package io.throughline.policy.pack;

import io.throughline.policy.pack.Clause.Lift;
import io.throughline.policy.pack.Clause.Uncount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which rules may have something to say, by the words of a situation: who acts, by which channel, what, and under
/// which jurisdiction. Where the person lives and what day it is are left to be asked. Safe for many threads.
final class RuleIndex {
    /// The words of the fact model make some thousand combinations; what else comes is not kept.
    private static final int KEPT = 8_192;

    private record Key(String jurisdiction, String actor, String channel, String action) {}

    /// A rule with its clauses by what they do.
    record Candidate(Pack pack, PolicyRule rule, List<Clause> asks, List<Lift> lifts, List<Uncount> uncounts) {
        static Candidate of(Pack pack, PolicyRule rule, Terms terms) {
            var asks = new ArrayList<Clause>();
            var lifts = new ArrayList<Lift>();
            var uncounts = new ArrayList<Uncount>();
            for (var clause : rule.clauses()) {
                if (terms.isNever(clause.when())) {
                    continue;
                }
                switch (clause) {
                    case Lift lift -> lifts.add(lift);
                    case Uncount uncount -> uncounts.add(uncount);
                    case Clause.Says _, Clause.Hours _, Clause.Limit _ -> asks.add(clause);
                }
            }
            return new Candidate(pack, rule, List.copyOf(asks), List.copyOf(lifts), List.copyOf(uncounts));
        }

        /// Whether it takes other rules out of force, or contacts out of their limits.
        boolean excepts() {
            return !lifts.isEmpty() || !uncounts.isEmpty();
        }
    }

    /// The rules of one pack that may have something to say.
    record Candidates(Pack pack, List<Candidate> rules) {}

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
