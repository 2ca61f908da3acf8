package io.throughline.records;

import io.throughline.engine.Requests;
import io.throughline.records.Expression.Undecided;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A system of record as its file describes it: its operations, each with the rules of the policy
/// pack in force. Every call is judged against the records as they stand; the first rule that does
/// not hold refuses it, and what cannot be decided is refused too.
///
/// @param policy name of the policy pack
public record RecordSystem(String name, String policy, SequencedMap<String, Operation> operations) {
    /// Names that every expression may use, beside the operation's own.
    public static final List<String> COMMON_NAMES = List.of("request", "who", "done", "now", "operation", "records");

    public RecordSystem {
        operations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(operations));
    }

    public Optional<Operation> find(String operation) {
        return Optional.ofNullable(operations.get(operation));
    }

    /// Judges a call and, if every rule holds, carries it out.
    public Outcome perform(Call call, Records records) {
        var operation = operations.get(call.operation());
        if (operation == null) {
            return new Outcome.Refused("unknown-operation", "", name + " has no operation " + call.operation());
        }
        var parameters = new LinkedHashMap<>(operation.parameters());
        parameters.putAll(operation.asked());
        var malformed = Requests.fault(operation.name(), parameters, call.request());
        if (malformed.isPresent()) {
            return new Outcome.Refused("request-shape", "", malformed.get());
        }
        var scope = new Scope(operation, call, records);
        var refused = judge(operation, scope);
        if (refused.isPresent()) {
            return refused.get();
        }
        try {
            scope.settle();
            var before = scope.loaded();
            scope.change(operation.changes());
            var result = scope.value(operation.result());
            var found = operation.identifies() == null ? null : String.valueOf(scope.value(operation.identifies()));
            return new Outcome.Performed(
                    scope.records(), result, new Call.Done(call.operation(), call.request(), before), found);
        } catch (MissingRecord e) {
            return e.refusal();
        } catch (Undecided | IllegalArgumentException e) {
            return new Outcome.Refused("undecided", "", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Outcome.Refused> judge(Operation operation, Scope scope) {
        for (var rule : operation.rules()) {
            try {
                if (!Boolean.TRUE.equals(scope.value(rule.holds()))) {
                    return Optional.of(new Outcome.Refused(rule.id(), rule.clause(), rule.reason()));
                }
            } catch (MissingRecord e) {
                return Optional.of(e.refusal());
            } catch (Undecided e) {
                // a rule that has no answer is not met
                return Optional.of(new Outcome.Refused(
                        rule.id(), rule.clause(), rule.reason() + " (not decided: " + e.why() + ")"));
            }
        }
        return Optional.empty();
    }

    /// A record that the call is about is not there.
    static final class MissingRecord extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String said;

        MissingRecord(String said) {
            super(said);
            this.said = said;
        }

        Outcome.Refused refusal() {
            return new Outcome.Refused("not-found", "", said);
        }
    }

    /// How a proven customer looks to a rule: `who.identified` and `who.id`.
    static Map<String, Object> who(Call call) {
        return Map.of(
                "identified", call.customer().isPresent(), "id", call.customer().orElse(""));
    }
}
