package io.throughline.platform.cases;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where changes of cases are written, each won or lost by itself. [ChangeStore] writes them to PostgreSQL.
interface Changes {
    /// Writes changes in the transaction there is, or else in one of their own that is committed when this
    /// returns; transitions first. The same changes may be given again when an answer was lost: what was
    /// made is not made twice.
    ///
    /// @param changes at least one; no case twice
    /// @param patience how long to wait for a lock of somebody else; null: as the transaction has it
    ChangeStore.Answers write(List<? extends Change<?>> changes, @Nullable Duration patience);

    /// Whether the evidence of a transition is kept.
    ///
    /// @throws IllegalArgumentException if it has none
    boolean isKept(Change.Move move);
}
