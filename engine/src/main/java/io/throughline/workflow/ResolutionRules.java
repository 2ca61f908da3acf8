package io.throughline.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/// The five answers of the Resolution Map, and whether the workflow keeps what they promise.
final class ResolutionRules {
    private static final int MOST = 3;

    private ResolutionRules() {}

    static void answers(Draft draft) {
        var root = draft.root();
        var table = root.findTable("resolution").orElse(null);
        if (table == null) {
            draft.report(
                    root.atKey("workflow"),
                    Rule.RESOLUTION_MAP,
                    "the workflow has no \"resolution\": say its trigger, success, identity, policies and proof");
            return;
        }
        var asked = new LinkedHashMap<String, String>();
        asked.put("trigger", "which event opens a case");
        asked.put("success", "what counts as resolved");
        asked.put("identity", "who has to be proven before anything is said");
        asked.put("policies", "which policies apply, or [] for none");
        asked.put("proof", "which receipt proves each outcome");
        asked.forEach((key, what) -> {
            boolean isEmpty = table.isPlain(key)
                    ? table.text(key).isBlank()
                    : key.equals("success") && table.findTexts(key).isEmpty();
            if (!table.has(key) || isEmpty) {
                draft.report(
                        table.has(key) ? table.atKey(key) : root.atKey("resolution"),
                        Rule.RESOLUTION_MAP,
                        "the Resolution Map does not say " + what + "; add \"" + key + "\"");
            }
        });
        proofs(draft, table);
    }

    private static void proofs(Draft draft, Table table) {
        var outcomes = new ArrayList<>(draft.definition().resolution().success());
        outcomes.addAll(draft.definition().resolution().closed());
        table.findTable("proof")
                .ifPresent(proofs -> outcomes.stream()
                        .filter(outcome -> !proofs.has(outcome))
                        .forEach(outcome -> draft.report(
                                table.atKey("proof"),
                                Rule.RESOLUTION_MAP,
                                "outcome \"" + outcome
                                        + "\" names no proof; add the operation whose receipt proves it")));
    }

    static void successes(Draft draft) {
        int successes = draft.definition().resolution().success().size();
        if (successes > MOST) {
            draft.report(
                    draft.root().table("resolution").at("success"),
                    Rule.TOO_MANY_SUCCESSES,
                    successes + " successes, and three are the most that people keep apart; split the workflow");
        }
    }

    static void touches(Draft draft) {
        int touches = draft.definition().outreach().size();
        if (touches > MOST) {
            draft.report(
                    draft.root().atKey("outreach"),
                    Rule.TOO_MANY_TOUCHES,
                    touches + " touches; a routine task gets three at most, so drop the weakest");
        }
    }

    static void reached(Draft draft) {
        var finished = draft.reached().stream()
                .filter(Step.Finish.class::isInstance)
                .map(step -> ((Step.Finish) step).outcome())
                .toList();
        for (var key : new String[] {"success", "closed"}) {
            var table = draft.root().findTable("resolution").orElse(null);
            if (table != null) {
                table.findTexts(key).stream()
                        .filter(outcome -> !finished.contains(outcome))
                        .forEach(outcome -> draft.report(
                                table.placeOf(key, outcome),
                                Rule.OUTCOME_NEVER_REACHED,
                                "no step finishes with \"" + outcome + "\"; add its finish or take it out"));
            }
        }
    }

    static void person(Draft draft) {
        if (draft.definition().person() == null && draft.reached().stream().anyMatch(Step::isForCustomer)) {
            draft.report(
                    draft.root().atKey("workflow"),
                    Rule.NO_PERSON,
                    "a customer who asks for a person has nowhere to go; name an exception in \"person\"");
        }
    }
}
