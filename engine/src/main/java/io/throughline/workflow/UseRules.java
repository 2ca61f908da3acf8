package io.throughline.workflow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is there and not used, or not tried.
final class UseRules {
    private static final String EVERYTHING = "everything";

    private UseRules() {}

    /// A workflow that never writes may have a purpose of its own.
    static void purpose(Draft draft) {
        var purposes = draft.around().purposes();
        var purpose = draft.definition().purpose();
        boolean isWriting = !draft.definition().outreach().isEmpty()
                || draft.reached().stream().anyMatch(Step.Send.class::isInstance);
        if (purposes != null && isWriting && !purpose.isEmpty() && !purposes.contains(purpose)) {
            draft.report(
                    draft.root().at("purpose"),
                    Rule.UNKNOWN_PURPOSE,
                    "no pack knows the purpose \"" + purpose + "\", so nothing would be sent"
                            + Nearest.hint(purpose, purposes));
        }
    }

    static void scenarios(Draft draft) {
        var tried = draft.around().tried().get(draft.definition().name());
        if (tried == null) {
            return;
        }
        if (tried.isEmpty()) {
            draft.report(
                    draft.root().at("workflow"),
                    Rule.NO_SCENARIO,
                    "no scenario tries workflow \"" + draft.definition().name()
                            + "\"; write some beside it, and see what it does before a customer does");
            return;
        }
        for (var step : draft.reached()) {
            for (var way : Draft.ways(step)) {
                if (!tried.contains(step.name() + "." + way.outcome())) {
                    var table = draft.at(step);
                    var on = table.findTable("on").orElse(table);
                    draft.report(
                            on.has(way.outcome()) ? on.atKey(way.outcome()) : table.atKey("time-out"),
                            Rule.NO_SCENARIO,
                            "no scenario ends step \"" + step.name() + "\" as \"" + way.outcome()
                                    + "\"; write one that does");
                }
            }
        }
    }

    static void exceptions(Draft draft) {
        var definition = draft.definition();
        var used = new HashSet<String>();
        definition.steps().values().forEach(step -> Draft.ways(step).forEach(way -> used.add(way.target())));
        definition.data().values().forEach(source -> used.addAll(List.of(source.missing(), source.stale())));
        if (definition.unanswered() != null) {
            used.add(definition.unanswered().then());
        }
        if (definition.person() != null) {
            used.add(definition.person());
        }
        for (var name : definition.exceptions().keySet()) {
            if (!used.contains(name)) {
                draft.report(
                        draft.root().table("exceptions").atKey(name),
                        Rule.UNUSED_EXCEPTION,
                        "nothing leads to exception \"" + name + "\"; lead to it or remove it");
            }
        }
    }

    static void authorities(Draft draft) {
        var used = new HashSet<String>();
        for (var step : draft.steps()) {
            switch (step) {
                case Step.Approve approve -> used.add(approve.authority().name());
                case Step.Choose choose ->
                    choose.choices().values().stream()
                            .filter(choice -> choice.authority() != null)
                            .forEach(choice -> used.add(choice.authority().name()));
                default -> {
                    // no other kind asks for one
                }
            }
        }
        for (var name : draft.definition().authorities().keySet()) {
            if (!used.contains(name)) {
                draft.report(
                        draft.root().table("authorities").atKey(name),
                        Rule.UNUSED_AUTHORITY,
                        "no choice and no step asks for authority \"" + name + "\"; ask for it or remove it");
            }
        }
    }

    static void variables(Draft draft) {
        var used = used(draft.definition());
        if (used.contains(EVERYTHING)) {
            return;
        }
        draft.root()
                .findTable("given")
                .ifPresent(given -> given.keys().stream()
                        .filter(name -> !used.contains("trigger." + name))
                        .forEach(name -> draft.report(
                                given.atKey(name),
                                Rule.UNUSED_VARIABLE,
                                "nothing uses \"trigger." + name + "\"; use it or leave it out")));
        for (var name : draft.definition().data().keySet()) {
            if (used.stream().noneMatch(fact -> fact.startsWith(name + "."))) {
                draft.report(
                        draft.root().table("data").atKey(name),
                        Rule.UNUSED_VARIABLE,
                        "nothing uses the facts of \"" + name + "\"; use them or do not read them");
            }
        }
        for (var step : draft.steps()) {
            if (step instanceof Step.Ask ask) {
                var fields = draft.at(step).table("fields");
                ask.fields().keySet().stream()
                        .filter(name -> !used.contains(step.name() + "." + name))
                        .forEach(name -> draft.report(
                                fields.atKey(name),
                                Rule.UNUSED_VARIABLE,
                                "nothing uses the answer \"" + step.name() + "." + name
                                        + "\"; do not ask for what is not needed"));
            }
        }
    }

    /// Facts that something says, decides by, passes on or carries along.
    private static Set<String> used(Definition definition) {
        var used = new HashSet<String>();
        definition.data().values().forEach(source -> used.add(source.key()));
        definition.exceptions().values().forEach(route -> used.addAll(route.carry()));
        definition
                .authorities()
                .values()
                .forEach(authority -> used.addAll(authority.assignment().carry()));
        for (var step : definition.steps().values()) {
            used.addAll(Reads.of(step));
            if (step.common().guide() != null) {
                used.addAll(step.common().guide().names());
            }
            switch (step) {
                case Step.Check check -> used.addAll(check.assignment().carry());
                case Step.Assign assign -> used.addAll(assign.assignment().carry());
                case Step.Choose choose ->
                    choose.choices().values().stream()
                            .filter(choice -> choice.because() != null)
                            .forEach(choice -> used.addAll(choice.because().names()));
                case Step.Send send -> {
                    var message = definition.messages().get(send.message());
                    used.addAll(message == null ? List.of() : Draft.places(message));
                }
                default -> {
                    // its reads are all
                }
            }
        }
        return used;
    }
}
