package io.throughline.platform.selfservice;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param cardPageOrigin origin of the processor's card page; browsers refuse to go there from a form unless it is
/// named
/// @param zone in which times are told to customers
@ConfigurationProperties("throughline.self-service")
record SelfServiceSettings(
        @DefaultValue("http://127.0.0.1:8091") String cardPageOrigin,
        @DefaultValue("America/New_York") ZoneId zone) {
    SelfServiceSettings {
        if (!cardPageOrigin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
            throw new IllegalArgumentException("throughline.self-service.card-page-origin must be an origin such as"
                    + " https://checkout.stripe.com, not \"" + cardPageOrigin + "\"");
        }
    }
}
