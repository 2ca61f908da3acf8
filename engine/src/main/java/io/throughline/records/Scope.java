package io.throughline.records;

import io.throughline.records.Expression.Undecided;
import io.throughline.records.RecordSystem.MissingRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the names of an operation stand for during one call. Records are found and values worked
/// out when they are first asked for, so that a rule that comes early needs nothing that a later
/// one guards. A loaded record is looked at where it lies, and so shows what changes have done to
/// it; a worked-out value stays as it was.
final class Scope {
    private final Operation operation;
    private final Call call;
    private final Map<String, Object> known = new HashMap<>();
    private final Map<String, List<String>> places = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Object> items = new HashMap<>();
    private Records records;

    Scope(Operation operation, Call call, Records records) {
        this.operation = operation;
        this.call = call;
        this.records = records;
    }

    Records records() {
        return records;
    }

    Object value(Expression expression) {
        return expression.value(this::name);
    }

    /// Finds every record and works out every value, before anything changes. A value that has none
    /// keeps having none: only a change that needs it fails.
    void settle() {
        operation.loads().keySet().forEach(this::place);
        for (var name : operation.values().keySet()) {
            try {
                name(name);
            } catch (Undecided e) {
                known.put(name, e);
            }
        }
    }

    /// The loaded records as they stand now.
    Map<String, Object> loaded() {
        var all = new LinkedHashMap<String, Object>();
        operation.loads().keySet().forEach(name -> all.put(name, name(name)));
        return all;
    }

    private Object name(String name) {
        var item = items.get(name);
        if (item != null) {
            return item;
        }
        if (operation.loads().containsKey(name)) {
            return records.find(place(name)).orElseThrow(() -> new MissingRecord(missing(name)));
        }
        var already = known.get(name);
        if (already == null) {
            already = operation.values().containsKey(name) ? workOut(name) : common(name);
            known.put(name, already);
        }
        if (already instanceof Undecided undecided) {
            throw undecided;
        }
        return name.equals("records") ? records.all() : already;
    }

    private Object workOut(String name) {
        var expression = operation.values().get(name);
        if (expression == null || !underWay.add(name)) {
            throw new Undecided(name, "it is worked out from itself");
        }
        try {
            return value(expression);
        } finally {
            underWay.remove(name);
        }
    }

    private Object common(String name) {
        return switch (name) {
            case "request" -> call.request();
            case "who" -> RecordSystem.who(call);
            case "done" -> call.done().stream().map(Scope::done).toList();
            case "now" -> call.now();
            case "operation" -> operation.name();
            case "records" -> records.all();
            default -> throw new Undecided(name, "it is not known");
        };
    }

    private static Map<String, Object> done(Call.Done done) {
        return Map.of("operation", done.operation(), "request", done.request(), "before", done.before());
    }

    /// Where a loaded record lies.
    private List<String> place(String name) {
        var place = places.get(name);
        if (place == null) {
            var load = operation.loads().get(name);
            if (load == null) {
                throw new Undecided(name, "it is no record of this operation");
            }
            place = List.of(load.collection(), RecordPath.key(value(load.key())));
            if (records.find(place).isEmpty()) {
                throw new MissingRecord(load.missing());
            }
            places.put(name, place);
        }
        return place;
    }

    private String missing(String name) {
        var load = operation.loads().get(name);
        return load == null ? name + " is not there" : load.missing();
    }

    void change(List<Change> changes) {
        for (var change : changes) {
            switch (change) {
                case Change.Put(var path, var to) -> records = records.with(resolve(path), value(to));
                case Change.Append(var path, var added) -> records = records.withAppended(resolve(path), list(added));
                case Change.Remove(var path) -> records = records.without(resolve(path));
                case Change.Only(var when, var inner) -> {
                    if (holds(when)) {
                        change(inner);
                    }
                }
                case Change.Each(var item, var of, var when, var inner) -> {
                    for (var one : list(of)) {
                        items.put(item, one);
                        if (when == null || holds(when)) {
                            change(inner);
                        }
                        items.remove(item);
                    }
                }
            }
        }
    }

    private List<String> resolve(RecordPath path) {
        return path.resolve(path.root().equals("records") ? List.of() : place(path.root()), this::name);
    }

    private boolean holds(Expression condition) {
        return Boolean.TRUE.equals(value(condition));
    }

    private List<?> list(Expression expression) {
        if (value(expression) instanceof List<?> list) {
            return list;
        }
        throw new Undecided(expression.source(), "it is not a list");
    }
}
