package io.throughline.platform.cases;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where changes of cases are written, each won or lost by itself. [ChangeStore] writes them to PostgreSQL.
interface Changes {
    /// Writes changes in the transaction there is, transitions first.
    ///
    /// @param changes at least one; no case twice
    /// @param patience how long to wait for a lock of somebody else; null: as the transaction has it
    ChangeStore.Answers write(List<? extends Change<?>> changes, @Nullable Duration patience);

    /// What became of a transaction: `committed`, `aborted`, `in progress` or, after very long, `forgotten`.
    String fateOf(String transactionId);
}
