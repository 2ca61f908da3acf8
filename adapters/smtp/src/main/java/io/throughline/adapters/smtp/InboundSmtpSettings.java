package io.throughline.adapters.smtp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the listener for replies and bounces.
@ConfigurationProperties("throughline.inbound-smtp")
record InboundSmtpSettings(
        int port,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("throughline.example") String domain,
        @DefaultValue("1048576") int maxBytes,
        @DefaultValue("50") int maxConnections) {
    InboundSmtpSettings {
        if (maxBytes < 1024) {
            throw new IllegalArgumentException("throughline.inbound-smtp.max-bytes is at least 1024");
        }
    }
}
