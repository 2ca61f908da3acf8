package io.throughline.platform.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Cases as they are kept, to be read. [CaseStore] keeps them in PostgreSQL; the simulation keeps them in memory and
/// must meet the same contract test.
interface KeptCases {
    Optional<StoredCase> find(UUID id);

    Optional<StoredCase> findByReference(String reference);

    /// Cases whose timer is due, locked for this transaction; those that another node holds are left to it.
    List<StoredCase> lockDueTimers(Instant now, int atMost);

    /// Moves the sweep's next look at a case; the state, which knows its timers, is not touched.
    void lookAgain(String caseId, @Nullable Instant timerAt);

    /// The evidence of a case, oldest first.
    List<Chain.Link> events(UUID id);
}
