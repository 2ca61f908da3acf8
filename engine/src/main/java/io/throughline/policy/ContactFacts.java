package io.throughline.policy;

import io.throughline.engine.By.Channel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/// What must be known before a contact. Read in the transaction that claims the message.
///
/// @param endpoint whether there is an address on that channel that may be used
/// @param consent whether the customer consented to the channel for this purpose
/// @param optedOut whether the customer has said stop on this channel, or for all
/// @param zones every zone the customer may be in; empty if none is known
/// @param attempts earlier outreach to this person, all channels, at least those of the last eight days
public record ContactFacts(
        boolean endpoint,
        boolean consent,
        boolean optedOut,
        boolean optOutConfirmed,
        Set<ZoneId> zones,
        List<Attempt> attempts) {
    public ContactFacts {
        zones = Set.copyOf(zones);
        attempts = List.copyOf(attempts);
    }

    /// One earlier outreach message, whether or not it arrived.
    public record Attempt(Channel channel, Instant at) {}
}
