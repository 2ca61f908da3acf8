package io.throughline.adapters.smpp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the carrier's connection. All times are the wall's.
///
/// @param maxPerSecond parts submitted in a second at most
/// @param window submissions that may wait for their answer at once
/// @param respondWithin how long an answer of the carrier is awaited; after that nobody knows
/// @param patience how long a throttled submission is tried again before it is given back
@ConfigurationProperties("throughline.smpp")
record SmppSettings(
        String host,
        @DefaultValue("2775") int port,
        @DefaultValue("throughline") String systemId,
        @DefaultValue("") String password,
        @DefaultValue("72620") String sender,
        @DefaultValue("50") int maxPerSecond,
        @DefaultValue("10") int window,
        @DefaultValue("10s") Duration respondWithin,
        @DefaultValue("20s") Duration patience,
        @DefaultValue("15s") Duration enquireEvery,
        @DefaultValue("10s") Duration reconnectAtMost) {
    SmppSettings {
        if (maxPerSecond < 1 || window < 1) {
            throw new IllegalArgumentException("throughline.smpp: max-per-second and window are at least 1");
        }
        // The protocol's own limits; a longer one would fail at every bind.
        if (systemId.length() > 15 || password.length() > 8) {
            throw new IllegalArgumentException("throughline.smpp: system-id has at most 15, password 8 characters");
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "SmppSettings[" + systemId + "@" + host + ":" + port + "]";
    }
}
