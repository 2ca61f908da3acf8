package io.throughline.torture;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a run is to do.
///
/// @param kills of platform processes
/// @param databaseKills of PostgreSQL
/// @param lostAnswers commits whose answer is lost
/// @param hangs of a platform process, for longer than its lease
/// @param positions of the log at which a copy is recovered
/// @param callers customers, each with a few cases
/// @param nodes platform processes at the same time
/// @param lease of effects
/// @param programs the folder with PostgreSQL's `initdb` and `postgres`
/// @param folder an empty folder for all that is written
record Plan(
        int kills,
        int databaseKills,
        int lostAnswers,
        int hangs,
        int positions,
        int callers,
        int nodes,
        Duration lease,
        long seed,
        @Nullable Planted planted,
        Path programs,
        Path folder) {}
