package io.throughline.adapter.stripe;

import io.throughline.platform.payments.PaymentProcessor;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// Puts Stripe behind the payment port.
@AutoConfiguration
@EnableConfigurationProperties(StripeSettings.class)
class StripeConfiguration {
    /// Signatures carry the machine's time, not business time.
    @Bean
    PaymentProcessor stripe(StripeSettings settings, @Qualifier("machineTime") InstantSource wall) {
        return new StripeProcessor(settings, wall.withZone(ZoneOffset.UTC));
    }
}
