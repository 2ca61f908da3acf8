package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people wrote to us, word for word, for the desk. [InboundStore] keeps it in PostgreSQL.
interface InboundWords {
    /// When somebody last wrote from an address.
    Optional<Instant> lastFrom(Endpoint from);

    /// Keeps words, unless the same came from the same address a short while ago: carriers deliver
    /// again what they think
    /// was not taken, and texts have no number of their own. Call with the address locked.
    ///
    /// @return whether they are new
    boolean keep(
            Endpoint from,
            ReplyMeaning meaning,
            String words,
            @Nullable String customerId,
            @Nullable Contact about,
            Instant at,
            Duration sameWithin);
}
