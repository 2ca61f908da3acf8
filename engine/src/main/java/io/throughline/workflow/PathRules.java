package io.throughline.workflow;

import io.throughline.engine.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What must be certain on every path to a step: identity, required words, proof, and what the step reads.
final class PathRules {
    static final String IDENTITY = "identity ";
    static final String WORDS = "words ";
    static final String PROOF = "proof ";
    static final String AUTHORITY = "authority ";
    static final String SET = "set ";
    private static final String DEBT_COLLECTION = "debt-collection";
    /// What 15 U.S.C. 1692e(11) requires of a debt collector in the United States.
    private static final String MINI_MIRANDA = "us.mini-miranda";

    private PathRules() {}

    /// What is certain once a step has ended with an outcome.
    static Set<String> established(Step step, String outcome) {
        return switch (step) {
            case Step.Verify verify when outcome.equals("verified") -> identity(verify);
            case Step.Disclose disclose when outcome.equals("acknowledged") -> Set.of(WORDS + disclose.text());
            case Step.Ask ask ->
                set(
                        step,
                        ask.fields().values().stream()
                                .filter(Field::required)
                                .map(Field::name)
                                .toList());
            case Step.Check check ->
                set(
                        step,
                        check.lines().values().stream()
                                .filter(Step.Line::required)
                                .map(Step.Line::name)
                                .toList());
            case Step.Choose choose when !outcome.equals("none-eligible") -> chosen(choose, outcome);
            case Step.Approve approve -> decided(approve, outcome);
            case Step.Assign _ -> set(step, List.of("outcome", "by"));
            case Step.Pay _ when outcome.equals("paid") -> set(step, List.of("amount", "receipt"));
            case Step.Pay _ when outcome.equals("declined") -> set(step, List.of("declineReason"));
            case Step.Arrange arrange when outcome.equals("agreed") -> terms(arrange);
            case Step.Request request
            when request.operations().containsKey(outcome) ->
                set(step, List.copyOf(request.operations().get(outcome).keySet()));
            case Step.Write write -> written(write, outcome);
            case Step.Run run when !outcome.equals(Step.Run.FAILED) -> brought(run);
            default -> Set.of();
        };
    }

    private static Set<String> set(Step step, List<String> names) {
        var set = new HashSet<String>();
        names.forEach(name -> set.add(SET + step.name() + "." + name));
        return set;
    }

    /// Either the actor had the right, or somebody with it has approved.
    private static Set<String> chosen(Step.Choose choose, String outcome) {
        var certain = new HashSet<>(set(choose, List.of("choice")));
        var choice = choose.choices().get(outcome);
        if (choice != null && choice.authority() != null) {
            certain.add(AUTHORITY + choice.authority().name());
        }
        return certain;
    }

    private static Set<String> decided(Step.Approve approve, String outcome) {
        var certain = new HashSet<>(set(approve, List.of("decision", "by")));
        if (outcome.equals("approved")) {
            certain.add(AUTHORITY + approve.authority().name());
        }
        return certain;
    }

    /// A proof of a level is one of every lower level.
    private static Set<String> identity(Step.Verify verify) {
        var proven = Identity.Level.of(verify.level()).orElse(Identity.Level.RIGHT_PARTY);
        var levels = new HashSet<String>();
        for (var level : Identity.Level.values()) {
            if (level.compareTo(proven) <= 0) {
                levels.add(IDENTITY + level.word());
            }
        }
        return levels;
    }

    private static Set<String> terms(Step.Arrange arrange) {
        return set(
                arrange,
                arrange.kind() == Step.Arrange.Kind.PLAN
                        ? List.of("amount", "date", "instalments", "each", "last")
                        : List.of("amount", "date"));
    }

    private static Set<String> written(Step.Write write, String outcome) {
        if (!outcome.equals("written")) {
            return set(write, List.of("error"));
        }
        var certain = new HashSet<>(set(write, List.of("receipt")));
        certain.add(PROOF + write.target());
        return certain;
    }

    private static Set<String> brought(Step.Run run) {
        var names = new ArrayList<>(run.bring().keySet());
        names.addAll(List.of("outcome", "case"));
        return set(run, names);
    }

    static void identity(Draft draft) {
        var level = workflowLevel(draft.definition());
        for (var step : draft.reached()) {
            var own = step.common().level();
            var told = told(draft, step);
            boolean proven = certain(draft, step).contains(IDENTITY + level.word());
            if (step.isForCustomer() && own != null && own.compareTo(level) < 0 && !told.isEmpty()) {
                draft.report(
                        step,
                        told.getFirst(),
                        Rule.IDENTITY_BEFORE_FACTS,
                        "step \"" + step.name() + "\" tells about the account and asks only for level \"" + own.word()
                                + "\"; leave its \"level\" out");
            } else if (!proven && (needsProof(step) || (step instanceof Step.Send && !told.isEmpty()))) {
                draft.report(
                        step,
                        Rule.IDENTITY_BEFORE_FACTS,
                        "step \"" + step.name()
                                + "\" tells about the account, but on some path to it nobody has proven who they are to level \""
                                + level.word() + "\"; put a verify step before it");
            }
        }
    }

    static void disclosure(Draft draft) {
        if (!draft.definition().purpose().equals(DEBT_COLLECTION)) {
            return;
        }
        boolean american = draft.definition().jurisdictions().contains("US");
        var required = WORDS + (american ? MINI_MIRANDA : "");
        for (var step : draft.reached()) {
            boolean talks = needsProof(step) || !told(draft, step).isEmpty();
            if (talks && certain(draft, step).stream().noneMatch(fact -> fact.startsWith(required))) {
                draft.report(
                        step,
                        Rule.DISCLOSURE_BEFORE_OFFERS,
                        "some path reaches step \"" + step.name() + "\" without the required words"
                                + (american ? " \"" + MINI_MIRANDA + "\"" : "")
                                + "; put a disclose step before it");
            }
        }
    }

    static void proof(Draft draft) {
        for (var step : draft.reached()) {
            if (step instanceof Step.Finish finish) {
                var proof = draft.definition().resolution().proof().get(finish.outcome());
                if (proof != null && !certain(draft, step).contains(PROOF + proof)) {
                    draft.report(
                            step,
                            Rule.PROOF_BEFORE_FINISH,
                            "step \"" + step.name() + "\" can be reached without a receipt of " + proof
                                    + ", which proves \"" + finish.outcome()
                                    + "\"; lead every path to it through that write");
                }
            }
        }
    }

    static void reads(Draft draft) {
        for (var step : draft.reached()) {
            for (var name : Reads.of(step)) {
                if (!isSet(draft, step, name)) {
                    draft.report(
                            step,
                            name,
                            Rule.SET_BEFORE_READ,
                            "step \"" + step.name() + "\" uses \"" + name
                                    + "\", a result of \"" + owner(name)
                                    + "\" that some path to it has not brought; lead there only from where it is set");
                }
            }
        }
    }

    /// Whether every path to a step has brought a fact. Facts of data and of the trigger are at hand from the start.
    static boolean isSet(Draft draft, Step step, String name) {
        return isSet(draft.definition(), certain(draft, step), name);
    }

    /// The same, by what is certain.
    static boolean isSet(Definition definition, Set<String> certain, String name) {
        return !definition.steps().containsKey(owner(name))
                || definition.data().containsKey(owner(name))
                || certain.contains(SET + name);
    }

    private static Set<String> certain(Draft draft, Step step) {
        return draft.certain().getOrDefault(step.name(), Set.of());
    }

    private static Identity.Level workflowLevel(Definition definition) {
        return Identity.Level.of(definition.resolution().identity()).orElse(Identity.Level.RIGHT_PARTY);
    }

    /// Whether a step says or offers something that is for the proven person: it does unless it asks for less.
    private static boolean needsProof(Step step) {
        return switch (step) {
            case Step.Show _, Step.Choose _, Step.Pay _, Step.Arrange _, Step.Ask _ ->
                step.isForCustomer() && step.common().level() == null;
            case Step.Request _ -> true; // whatever a desk asks for is about the proven customer
            default -> false;
        };
    }

    /// What a step tells a customer about the account. What they said themselves is not among it.
    private static List<String> told(Draft draft, Step step) {
        var definition = draft.definition();
        var names = new TreeSet<String>();
        if (step instanceof Step.Send send) {
            var message = definition.messages().get(send.message());
            names.addAll(message == null ? List.of() : Draft.places(message));
            names.removeIf(name -> name.indexOf('.') < 0);
        } else if (step.isForCustomer()) {
            names.addAll(Reads.of(step));
        }
        names.removeIf(name -> definition.steps().get(owner(name)) instanceof Step.Ask
                || definition.steps().get(owner(name)) instanceof Step.Choose);
        return List.copyOf(names);
    }

    private static String owner(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }
}
