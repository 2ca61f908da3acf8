package io.throughline.records;

import io.throughline.workflow.FactType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Something a system of record can do, with everything that has to be true before it does it.
///
/// @param parameters what a call brings along
/// @param asked what has to be asked of the customer besides; a call that lacks it cannot be judged
/// @param loads records that the call is about
/// @param values what is worked out before anything changes, each when it is first needed
/// @param rules in order; the first that does not hold refuses the call
/// @param result what the caller gets, worked out when all changes are done
/// @param identifies whom the result stands for, if the operation finds out who is there
public record Operation(
        String name,
        Kind kind,
        String title,
        SequencedMap<String, FactType> parameters,
        SequencedMap<String, FactType> asked,
        SequencedMap<String, Load> loads,
        SequencedMap<String, Expression> values,
        List<Rule> rules,
        List<Change> changes,
        Expression result,
        @Nullable Expression identifies) {

    /// What an operation is for.
    public enum Kind {
        /// Finds out who is there.
        IDENTIFY,
        READ,
        WRITE,
        /// Gives the conversation to a person.
        HAND_OVER
    }

    /// A record that has to be there.
    ///
    /// @param missing what is said when it is not
    public record Load(String collection, Expression key, String missing) {}

    public Operation {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
        asked = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(asked));
        loads = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(loads));
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        rules = List.copyOf(rules);
        changes = List.copyOf(changes);
    }
}
