package io.throughline.platform.outreach;

import io.throughline.understanding.Label;
import io.throughline.understanding.Message.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What people wrote to us or said, and the decisions about it that only a person can make. Nothing is sent to those
/// whose words wait.
public interface Replies {
    /// Which to list.
    enum Which {
        /// Those a person has to decide, the oldest first.
        OPEN,
        /// All, the newest first.
        ALL,
        /// Those that belong to no case, the newest first.
        NO_CASE
    }

    /// One message, and how it was understood.
    ///
    /// @param labels what it was taken to say, as docs/understanding.md writes it: `stop-sms|attorney`, or `none`
    /// @param why a person is needed; null: none is
    /// @param decision what the person decided; null: it waits, or nothing was to decide
    record Reply(
            long id,
            Instant at,
            String channel,
            String address,
            @Nullable String person,
            @Nullable String caseId,
            String words,
            String labels,
            double confidence,
            String source,
            @Nullable String why,
            @Nullable Instant openedAt,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy,
            @Nullable String decision,
            @Nullable String reason) {
        public boolean waits() {
            return why != null && decidedAt == null;
        }

        @Override
        public String toString() {
            return "Reply[" + id + ", " + channel + ", " + labels + ", " + at + "]";
        }
    }

    /// Words that came in otherwise than by a gateway: a transcript, a chat, a letter that was typed.
    ///
    /// @param person the customer who said it
    /// @param source how we know: the call, the chat
    record Said(Channel channel, String person, String text, Instant at, String source, String by) {}

    /// What a person of the house decides about a reply.
    ///
    /// @param labels what it says; empty: nothing that is to be recorded
    /// @param hours when they may be reached, such as `09:00-19:00`; needed for `stop-time`
    /// @param person whose words they are, where nobody is known at the address
    record Decision(
            Set<Label> labels,
            @Nullable String hours,
            @Nullable String person,
            String by,
            String reason) {}

    /// What somebody told us holds no longer: the dispute was answered, the lawyer has withdrawn.
    ///
    /// @param labels of what ends, such as `dispute`
    record Ending(Set<Label> labels, String by, String reason) {}

    /// A decision that cannot be carried out; the message says why and what to do.
    final class NotDecided extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String code;

        public NotDecided(String code, String message) {
            super(message);
            this.code = code;
        }

        /// Such as `decided-before`.
        public String code() {
            return code;
        }
    }

    /// How many wait for a person.
    ///
    /// @param oldest since when the oldest has waited; null: none waits
    record Standing(long waiting, @Nullable Instant oldest) {}

    Standing standing();

    /// @param most how many at most
    List<Reply> list(Which which, int most);

    Optional<Reply> find(long id);

    /// Heeds words as if they had come in by themselves; when it returns, nothing is claimed any more that they forbid.
    Reply take(Said said);

    /// Carries out what a person decided, and ends the hold.
    ///
    /// @throws NotDecided if there is nothing to decide any more, or the decision lacks something
    Reply decide(long id, Decision decision);

    /// What a reply told us of its writer that still holds, such as `attorney` or `dispute of A-0000001`.
    List<String> told(long id);

    /// Ends it; what waited for that asks again.
    ///
    /// @throws NotDecided if the reply told no such thing, or it has ended before
    Reply end(long id, Ending ending);
}
