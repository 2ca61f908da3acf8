package io.throughline.workflow;

import java.util.HashSet;
import java.util.Set;

/// Whether a case comes to an end, or to a person, when the customer never answers.
final class WaitRules {
    private WaitRules() {}

    static void waiting(Draft draft) {
        var definition = draft.definition();
        var unanswered = definition.unanswered();
        if (unanswered == null && !definition.outreach().isEmpty()) {
            return; // that it has to be said is another rule's
        }
        var ending = ending(draft);
        if (unanswered == null) {
            draft.reached().stream()
                    .filter(step -> step.isForCustomer() && !ending.contains(step.name()))
                    .findFirst()
                    .ifPresent(step -> draft.report(
                            step,
                            Rule.WAITS_FOR_EVER,
                            "a customer who never answers step \"" + step.name()
                                    + "\" keeps the case open for ever; say in \"unanswered\" where it goes then,"
                                    + " or give the step a time-out"));
        } else if (definition.steps().containsKey(unanswered.then()) && !ending.contains(unanswered.then())) {
            draft.report(
                    draft.root().table("unanswered").at("then"),
                    Rule.WAITS_FOR_EVER,
                    "when nobody answers, \"" + unanswered.then()
                            + "\" asks the customer again, and again; lead to what ends without them");
        }
    }

    /// Steps from which a finish or a person is reached though the customer answers nothing.
    private static Set<String> ending(Draft draft) {
        var ending = new HashSet<>(draft.definition().exceptions().keySet());
        boolean grew = true;
        while (grew) {
            grew = false;
            for (var step : draft.steps()) {
                grew |= ends(draft, step, ending) && ending.add(step.name());
            }
        }
        return ending;
    }

    private static boolean ends(Draft draft, Step step, Set<String> ending) {
        if (step instanceof Step.Finish || step.isDeskWork()) {
            return true;
        }
        if (!step.isForCustomer()) {
            return Draft.ways(step).stream().anyMatch(way -> ending.contains(way.target()));
        }
        var unanswered = draft.definition().unanswered();
        var timeOut = step.common().timeOut();
        return unanswered != null && ending.contains(unanswered.then())
                || timeOut != null && ending.contains(timeOut.then());
    }
}
