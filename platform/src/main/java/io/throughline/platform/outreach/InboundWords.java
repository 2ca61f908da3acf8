package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What people wrote to us, word for word, for the desk. [InboundStore] keeps it in PostgreSQL.
interface InboundWords {
    /// Where words come from.
    ///
    /// @param channel `SMS`, `EMAIL`, `CHAT` or `CALL`
    /// @param address empty: none, as in a chat
    /// @param source `message`, or how we know what was said
    record Origin(String channel, String address, String source) {
        static Origin of(Endpoint endpoint) {
            return new Origin(endpoint.channel().name(), endpoint.address(), "message");
        }
    }

    /// When somebody last wrote from an address.
    Optional<Instant> lastFrom(Endpoint from);

    /// Keeps words, unless the same came from the same address a short while ago: carriers deliver
    /// again what they think was not taken, and texts have no number of their own. Call with the
    /// address locked.
    ///
    /// @return the number they are kept under; none if they are not new
    OptionalLong keep(
            Origin from,
            Reading reading,
            @Nullable String customerId,
            @Nullable Contact about,
            Instant at,
            Duration sameWithin);
}
