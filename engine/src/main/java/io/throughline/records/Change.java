package io.throughline.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operation does to the records. Changes happen one after the other; each sees what the ones before it did.
public sealed interface Change {
    /// Puts a value in place.
    record Put(RecordPath path, Expression to) implements Change {}

    /// Adds items to the end of a list.
    record Append(RecordPath path, Expression items) implements Change {}

    /// Takes a named value away.
    record Remove(RecordPath path) implements Change {}

    /// The same changes for each item of a list.
    ///
    /// @param item name of the item in the inner changes
    /// @param when only for items for which it holds; null: for all
    record Each(String item, Expression of, @Nullable Expression when, List<Change> changes) implements Change {
        public Each {
            changes = List.copyOf(changes);
        }
    }

    /// Changes that happen only when the condition holds.
    record Only(Expression when, List<Change> changes) implements Change {
        public Only {
            changes = List.copyOf(changes);
        }
    }
}
