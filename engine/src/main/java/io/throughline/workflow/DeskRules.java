package io.throughline.workflow;

import java.util.HashSet;
import java.util.Set;

/// Queues and approvals: whether somebody is there, and whether it is the right somebody.
final class DeskRules {
    private DeskRules() {}

    static void served(Draft draft) {
        var served = draft.served();
        if (served == null) {
            return;
        }
        for (var section : new String[] {"exceptions", "authorities", "steps"}) {
            draft.root().findTable(section).ifPresent(table -> {
                for (var name : table.keys()) {
                    var entry = table.entry(name, "\"" + name + "\"");
                    for (var key : new String[] {"queue", "escalate-to"}) {
                        entry.find(key)
                                .filter(queue -> !served.contains(queue))
                                .ifPresent(queue -> draft.report(
                                        entry.at(key),
                                        Rule.UNSERVED_QUEUE,
                                        "nobody serves queue \"" + queue + "\", where \"" + name + "\" waits"
                                                + Nearest.hint(queue, served)));
                    }
                }
            });
        }
    }

    /// An approval among those who ask for it. The engine lets nobody decide a case they worked on; a colleague who
    /// asks for the same favour tomorrow is another matter.
    static void separation(Draft draft) {
        var asking = asking(draft);
        for (var authority : draft.definition().authorities().values()) {
            var queue = authority.assignment().queue();
            if (asking.contains(queue)) {
                draft.report(
                        draft.entry("authorities", authority.name()).at("queue"),
                        Rule.REQUESTER_COULD_APPROVE,
                        "requests for \"" + authority.name() + "\" wait in \"" + queue
                                + "\", where those work who make them; let others decide");
            }
        }
    }

    /// Queues of those who work on the case.
    private static Set<String> asking(Draft draft) {
        var queues = new HashSet<String>();
        var person = draft.definition().exceptions().get(draft.definition().person());
        for (var step : draft.reached()) {
            switch (step) {
                case Step.Check check -> queues.add(check.assignment().queue());
                case Step.Assign assign -> queues.add(assign.assignment().queue());
                case Step.Choose _, Step.Ask _ when person != null -> queues.add(person.queue());
                default -> {
                    // nobody works on these
                }
            }
        }
        return queues;
    }

    static void escalation(Draft draft) {
        var asked = new HashSet<String>();
        for (var step : draft.reached()) {
            if (step instanceof Step.Choose choose) {
                choose.choices().values().stream()
                        .filter(choice -> choice.authority() != null
                                && choice.authority().assignment().escalateTo() == null
                                && asked.add(choice.authority().name()))
                        .map(Step.Choice::authority)
                        .forEach(authority -> report(draft, java.util.Objects.requireNonNull(authority)));
            }
        }
    }

    private static void report(Draft draft, Authority authority) {
        draft.report(
                draft.root().table("authorities").atKey(authority.name()),
                Rule.AUTHORITY_WITHOUT_ESCALATION,
                "when nobody decides a request for \"" + authority.name()
                        + "\" in time it lapses unseen; add \"escalate-to\"");
    }
}
