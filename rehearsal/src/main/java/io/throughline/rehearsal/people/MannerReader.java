package io.throughline.rehearsal.people;

import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Step;
import io.throughline.workflow.Table;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads how people are with a step. What can be said depends on the step's kind.
///
/// @param steps of that name, one for each workflow that has it; none for a kind
record MannerReader(List<Step> steps) {
    private static final Set<String> DESK = Set.of("check", "assign", "approve", "request", "run");

    Manner read(Table table, String kind, Manner usual) {
        boolean asked = !DESK.contains(kind);
        var takes = asked || kind.equals("run") ? Reader.time(table, "takes", usual.takes()) : usual.takes();
        double leaves = asked ? Reader.share(table, "leaves", usual.leaves()) : 0;
        double calls = asked ? Reader.share(table, "calls", usual.calls()) : 0;
        double asks = asked ? Reader.share(table, "asks-person", usual.asksPerson()) : 0;
        if (leaves + calls + asks > 1) {
            table.problem(
                    table.at("leaves"), Rule.SHAPE, "leaves, calls and asks-person together are more than everybody");
        }
        double good = switch (kind) {
            case "verify" -> Reader.share(table, "right", usual.good());
            case "disclose" -> Reader.share(table, "accepts", usual.good());
            case "arrange" -> Reader.share(table, "agrees", usual.good());
            case "approve" -> Reader.share(table, "approved", usual.good());
            default -> usual.good();
        };
        var shares = switch (kind) {
            case "choose" -> shares(table, "choices", usual.shares());
            case "assign", "run" -> shares(table, "results", usual.shares());
            case "pay" -> shares(table, "ends", usual.shares());
            default -> usual.shares();
        };
        table.done();
        return new Manner(takes, leaves, calls, asks, good, shares);
    }

    private Shares shares(Table table, String key, Shares usual) {
        var given = table.findTable(key);
        if (given.isEmpty()) {
            return usual;
        }
        var valid = new TreeSet<String>();
        steps.forEach(step -> valid.addAll(names(step)));
        if (steps.isEmpty() && key.equals("ends")) {
            valid.addAll(Set.of("paid", "declined", "abandoned"));
        }
        for (var name : given.get().keys()) {
            if (!valid.contains(name) && !steps.isEmpty()) {
                given.get()
                        .problem(
                                given.get().atKey(name),
                                Rule.UNKNOWN_NAME,
                                "\"" + name + "\" is not among the " + key + " of step \""
                                        + steps.getFirst().name() + "\"" + Nearest.hint(name, valid));
            }
        }
        return Reader.shares(given.get());
    }

    private static Set<String> names(Step step) {
        return switch (step) {
            case Step.Choose choose -> choose.choices().keySet();
            default -> step.outcomes();
        };
    }
}
