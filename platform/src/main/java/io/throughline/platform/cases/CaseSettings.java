package io.throughline.platform.cases;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How changes of cases are committed.
///
/// @param batchesAtOnce batches being committed at the same time, each on a connection of its own; 1 to 4
/// @param batch changes in one commit at most
/// @param callers committing or waiting to at most; more wait outside, and after `patience` are refused
/// @param known cases kept in memory, so that the next input need not read them; about 10 kB each
@ConfigurationProperties("throughline.cases")
record CaseSettings(
        @DefaultValue("2") int batchesAtOnce,
        @DefaultValue("128") int batch,
        @DefaultValue("1024") int callers,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("5000") int known) {
    CaseSettings {
        if (batchesAtOnce < 1
                || batchesAtOnce > 4
                || batch < 1
                || callers < 1
                || patience.toMillis() < 1
                || known < 0) {
            throw new IllegalArgumentException("throughline.cases cannot work with " + batchesAtOnce
                    + " batches at once (1 to 4) of " + batch + " changes, " + callers + " callers, a patience of "
                    + patience + " and " + known + " known cases");
        }
    }

    static CaseSettings usual() {
        return new CaseSettings(2, 128, 1_024, Duration.ofSeconds(10), 5_000);
    }
}
