package io.throughline.platform.cases;

import io.throughline.platform.Faults;
import io.throughline.platform.Rounds;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Keeps the evidence in months (docs/evidence.md): makes their partitions ahead of time, and takes out those that are
/// past their keeping. Writers are never waited for; what cannot be done at once is tried again.
final class HistoryKeeper extends Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);
    private static final int AHEAD = 3;
    private static final int LEAST = 12;
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final HistoryStore store;
    private final InstantSource clock;
    private final int months;

    /// @param months how many stay in the evidence that the product works with, at least 12; 0: all
    HistoryKeeper(HistoryStore store, InstantSource clock, int months) {
        super("history");
        if (months != 0 && months < LEAST) {
            throw new IllegalArgumentException("throughline.history.months is " + months
                    + ": evidence stays for at least " + LEAST + " months; 0 keeps all of it");
        }
        this.store = store;
        this.clock = clock;
        this.months = months;
    }

    @Override
    protected Duration round() {
        return keep() ? EVERY : AGAIN;
    }

    /// Makes the partitions of this month and of the next three.
    ///
    /// @return how many were new
    int addMonths() {
        return store.addMonths(clock.instant(), AHEAD);
    }

    /// Takes out the oldest month that is past its keeping and whose cases are all finished.
    ///
    /// @return which, as `2026-11`; empty if there is none
    Optional<String> archiveMonth() {
        if (months == 0) {
            return Optional.empty();
        }
        var before =
                clock.instant().atOffset(ZoneOffset.UTC).minusMonths(months).toInstant();
        return store.archiveMonth(before);
    }

    /// @return whether all was done
    private boolean keep() {
        try {
            addMonths();
            for (var month = archiveMonth(); month.isPresent() && isRunning(); month = archiveMonth()) {
                LOG.info("the evidence of {} was taken out into the schema archive", month.get());
            }
            return true;
        } catch (DataAccessException fault) {
            LOG.warn("months of evidence are left for now: {}", Faults.named(fault));
            return false;
        }
    }
}
