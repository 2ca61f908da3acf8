package io.throughline.policy.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An account as the planner sees it.
///
/// @param stops why nothing more is to be sent; empty: nothing speaks against it
/// @param made touches of this matter that were made already
/// @param lastTouch when the last of them was; null: none was
/// @param ways how the person could be reached, in any order
public record Candidate(
        String account,
        Matter matter,
        Set<Stop> stops,
        int made,
        @Nullable Instant lastTouch,
        List<Way> ways) {
    public Candidate {
        stops = Set.copyOf(stops);
        ways = List.copyOf(ways);
    }

    /// Why a matter is not pursued any further. That a message was sent is none.
    public enum Stop {
        COMPLETED,
        OPTED_OUT,
        /// Something that they have told us forbids it: a lawyer, a bankruptcy, a death, a wish for no more contact
        /// about it.
        BARRED,
        DISPUTED,
        PROMISED,
        /// A person of ours has it.
        WITH_PERSON;

        /// In plain letters, such as `with a person`.
        public String word() {
            return switch (this) {
                case COMPLETED -> "completed";
                case OPTED_OUT -> "opted out";
                case BARRED -> "barred";
                case DISPUTED -> "disputed";
                case PROMISED -> "promised";
                case WITH_PERSON -> "with a person";
            };
        }
    }

    /// How much is asked of the person.
    public enum Complexity {
        /// Something they can do by themselves: a page and a few taps.
        SIMPLE,
        /// Something to be talked over: a person first.
        COMPLEX
    }

    /// What it is about.
    ///
    /// @param due when something is or was due; null: nothing is
    /// @param since when the matter came up
    /// @param promiseBroken whether a promise was given and not kept
    public record Matter(Complexity complexity, @Nullable LocalDate due, LocalDate since, boolean promiseBroken) {}

    /// One way to reach the person.
    ///
    /// @param channel by the words of the packs, such as `sms` or `voice_live`
    /// @param confidence how surely the endpoint is the person's, 0 to 100
    public record Way(String channel, String endpoint, int confidence) {
        public Way {
            if (confidence < 0 || confidence > 100) {
                throw new IllegalArgumentException("confidence is 0 to 100, not " + confidence);
            }
        }

        /// Whether a person of ours is needed for it.
        boolean isPerson() {
            return channel.equals("voice_live");
        }
    }
}
