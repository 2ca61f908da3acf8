package io.throughline.platform.records;

import io.throughline.engine.Effect;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of each writeback: since when it is tried, what was asked, what was answered. [WritebackStore] keeps
/// it in PostgreSQL.
interface Writebacks {
    enum State {
        TRYING,
        WRITTEN,
        REJECTED,
        FAILED
    }

    /// @param attempts begun, this one among them
    record Writeback(
            State state,
            int attempts,
            Instant firstAt,
            @Nullable String answer,
            @Nullable String receipt,
            @Nullable Instant writtenAt) {}

    /// Notes, before anything is sent, that an attempt begins.
    Writeback begin(Effect.WriteRecord effect, String caseId, Instant now);

    /// Notes what came of an attempt.
    void note(String key, State state, @Nullable String answer, @Nullable String receipt, @Nullable Instant at);
}
