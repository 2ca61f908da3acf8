package io.throughline.launcher;

import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which time it is on a data folder: the wall's, or the one a demo or `up --at` has set. It never goes back.
final class FolderClock {
    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern(
                    "EEE d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private FolderClock() {}

    /// The clock for a run that starts now; null when the folder goes by the wall's. A folder whose
    /// own clock is past the demanded moment goes on from where it is, so that the same command
    /// starts it again.
    static @Nullable SharedClockFile start(DataFolder folder, @Nullable Instant at, InstantSource wall) {
        if (Files.exists(folder.clock())) {
            SharedClockFile clock = SharedClockFile.resume(folder.clock(), wall);
            if (at != null) {
                clock.leapTo(at.toEpochMilli());
            }
            return clock;
        }
        if (at == null) {
            return null;
        }
        if (Files.exists(folder.postgres()) && at.isBefore(wall.instant())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "%s went by the wall's clock until now, and time cannot go back. Give a later --at or another --data."
                            .formatted(folder.path()));
        }
        SharedClockFile clock = SharedClockFile.create(folder.clock(), at, wall);
        clock.setRate(SharedClockFile.WALL_PACE);
        return clock;
    }

    /// What a command that starts nothing may show: it looks and changes nothing.
    static Instant now(DataFolder folder, InstantSource wall) {
        return Files.exists(folder.clock()) ? SharedClockFile.look(folder.clock(), wall) : wall.instant();
    }

    static String readable(Instant instant) {
        return READABLE.format(instant);
    }

    /// `2026-11-23T15:00Z` or with an offset; without one nobody knows whose ten o'clock it is.
    static Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--at '" + text + "' is not a moment. Write it like 2026-11-23T15:00Z or 2026-11-23T10:00-05:00.",
                    e);
        }
    }
}
