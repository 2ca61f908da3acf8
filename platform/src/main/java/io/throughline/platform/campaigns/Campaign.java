package io.throughline.platform.campaigns;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Cases of one workflow for all accounts that match a condition.
///
/// @param pace how fast its cases are let out, and what slows it down
/// @param lastId the account to which it was planned, in the order of ids
/// @param matched accounts that matched when it was started; those that were planned, once all are
/// @param planned accounts that were given a turn, or are kept by a rule
/// @param filled whether all accounts were planned; none is let out before
/// @param credit cases that may be let out now; a fraction is kept
/// @param releasedAt business time to which `credit` is reckoned
/// @param nextAt nothing can be let out before this instant comes; null: something may
record Campaign(
        String id,
        String workflow,
        String condition,
        State state,
        Pace pace,
        long matched,
        String lastId,
        long planned,
        boolean filled,
        double credit,
        Instant releasedAt,
        long opened,
        Instant createdAt,
        @Nullable Instant nextAt) {

    static Campaign started(String id, String workflow, String condition, Pace pace, long matched, Instant now) {
        return new Campaign(id, workflow, condition, State.RUNNING, pace, matched, "", 0, false, 0, now, 0, now, null);
    }

    Campaign withCredit(double other) {
        return new Campaign(
                id,
                workflow,
                condition,
                state,
                pace,
                matched,
                lastId,
                planned,
                filled,
                other,
                releasedAt,
                opened,
                createdAt,
                nextAt);
    }

    /// Where a campaign stands.
    enum State {
        RUNNING,
        /// Nothing of it is opened or claimed until it is resumed.
        HELD,
        /// Nothing of it is opened or claimed any more.
        STOPPED,
        /// A case is open, or was, for every account that matched, or a rule keeps it.
        DONE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("a state we do not know: " + word));
        }
    }

    /// What limits a campaign. All of it holds.
    ///
    /// @param perMinute cases let out a minute of business time, at least 1
    /// @param atPersons opens no more while so many of its cases are with a person; null: does not look
    /// @param waiting opens no more while so many of its messages wait to be sent; null: does not look
    record Pace(
            int perMinute,
            @Nullable Integer atPersons,
            @Nullable Integer waiting) {
        /// At most this much is saved up while nothing could be let out, so that a pause is not made up for in a rush.
        private static final Duration SAVED = Duration.ofSeconds(10);

        /// What may be let out at `now`, after what was left over before.
        double credit(double before, Duration since) {
            double earned = perMinute * (Math.max(0, since.toMillis()) / 60_000.0);
            return Math.min(before + earned, Math.max(1, perMinute * SAVED.toSeconds() / 60.0));
        }
    }
}
