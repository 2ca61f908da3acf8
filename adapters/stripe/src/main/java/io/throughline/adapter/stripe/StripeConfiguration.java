package io.throughline.adapter.stripe;

import io.throughline.platform.payments.PaymentProcessor;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// Puts Stripe behind the payment port.
@AutoConfiguration
@EnableConfigurationProperties(StripeSettings.class)
class StripeConfiguration {
    @Bean
    PaymentProcessor stripe(StripeSettings settings, InstantSource time) {
        return new StripeProcessor(settings, time.withZone(ZoneOffset.UTC));
    }
}
