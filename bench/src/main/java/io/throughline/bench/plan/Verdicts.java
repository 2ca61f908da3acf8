package io.throughline.bench.plan;

import io.throughline.policy.pack.Decision;
import io.throughline.policy.pack.Outcome;
import java.util.TreeSet;

/// A decision of the packs in the form in which [DroolsRules#verdict] tells its own.
final class Verdicts {
    private Verdicts() {}

    static String of(Decision decision) {
        var obligations = new TreeSet<String>();
        var reasons = new TreeSet<String>();
        boolean denies = false;
        for (var result : decision.results()) {
            if (result.stands()) {
                reasons.add(result.outcome().reason());
                if (result.outcome() instanceof Outcome.Require(var obligation, var _)) {
                    obligations.add(obligation);
                } else {
                    denies = true;
                }
            }
        }
        return (denies ? "deny" : obligations.isEmpty() ? "allow" : "require " + obligations) + " because " + reasons;
    }
}
