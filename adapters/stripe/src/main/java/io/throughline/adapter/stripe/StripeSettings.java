package io.throughline.adapter.stripe;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How Stripe is reached.
///
/// @param apiBase Stripe's own, or the sandbox's processor
/// @param tolerance how old a webhook's signature may be; the table of taken events is the defence against replays,
///     this bounds how long it must remember
@ConfigurationProperties("throughline.stripe")
record StripeSettings(
        @DefaultValue("https://api.stripe.com") String apiBase,
        @DefaultValue("") String secretKey,
        @DefaultValue("") String webhookSecret,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("20s") Duration readTimeout,
        @DefaultValue("30d") Duration tolerance) {

    @Override
    public String toString() {
        return "StripeSettings[" + apiBase + "]";
    }
}
