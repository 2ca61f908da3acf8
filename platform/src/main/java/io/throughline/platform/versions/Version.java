package io.throughline.platform.versions;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A version of a workflow and what people have decided about it.
///
/// @param version content hash
/// @param number for people, from 1 in each workflow
/// @param scenarios what it is tried with
/// @param author null: found in the folder, nobody has put a name to it
/// @param replaced the version that new cases got before it
record Version(
        String workflow,
        String version,
        int number,
        State state,
        String scenarios,
        @Nullable String author,
        Instant addedAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable String publishedBy,
        @Nullable Instant publishedAt,
        @Nullable String replaced) {

    /// What it may be used for.
    enum State {
        /// Nothing yet.
        DRAFT,
        /// A second person has agreed to it.
        APPROVED,
        /// New cases get it.
        PUBLISHED,
        /// Only the cases that began on it.
        RETIRED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// As people name it: `arrears@2`.
    String label() {
        return workflow + "@" + number;
    }
}
