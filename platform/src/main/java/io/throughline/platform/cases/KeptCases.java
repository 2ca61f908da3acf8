package io.throughline.platform.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Cases as they are kept, to be read. [CaseStore] keeps them in PostgreSQL; the simulation keeps them in memory and
/// must meet the same contract test.
interface KeptCases {
    Optional<StoredCase> find(UUID id);

    /// Those of them that are there.
    default List<StoredCase> findAll(Collection<UUID> ids) {
        return ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    Optional<StoredCase> findByReference(String reference);

    /// Cases whose timer is due, locked for this transaction; those that another node holds are left to it.
    List<StoredCase> lockDueTimers(Instant now, int atMost);

    /// Moves the sweep's next look at a case; the state, which knows its timers, is not touched.
    void lookAgain(String caseId, @Nullable Instant timerAt);

    /// Cases of a version that are not finished, by id, after one of them.
    List<StoredCase> unfinished(String workflow, String version, UUID after, int atMost);

    /// Counts a case with the version that its state says it is on now.
    void pin(UUID id, String version);

    List<Chain.Link> events(UUID id);
}
