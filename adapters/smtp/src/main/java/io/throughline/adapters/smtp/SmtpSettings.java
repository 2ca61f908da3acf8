package io.throughline.adapters.smtp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the mail relay.
///
/// @param startTls whether a relay that does not offer STARTTLS is refused
/// @param trust host names whose certificate is trusted as it is (`*` for all): for a relay of one's
/// own that signs for
///     itself
/// @param domain of sender, reply and bounce addresses
@ConfigurationProperties("throughline.smtp")
record SmtpSettings(
        String host,
        @DefaultValue("2525") int port,
        @DefaultValue("true") boolean startTls,
        @Nullable String trust,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("throughline.example") String domain,
        @DefaultValue("5s") Duration connectWithin,
        @DefaultValue("20s") Duration respondWithin) {
    SmtpSettings {
        // A relay on this machine signs for itself, and nobody stands between.
        if (trust == null && (host.equals("localhost") || host.startsWith("127.") || host.equals("::1"))) {
            trust = host;
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + "]";
    }
}
