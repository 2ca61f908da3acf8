package io.throughline.sandbox.processor;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the processor is set up.
///
/// @param secretKey the API key the merchant sends (`sk_test_…`)
/// @param webhookSecret signs events (`whsec_…`)
/// @param webhookUrl where events go; null keeps them in the queue
/// @param firstRetry wait before the second delivery of an event; it doubles from there
/// @param longestRetry no wait between deliveries is longer
/// @param lateAnswer how long the card that times out keeps its page waiting
public record ProcessorSettings(
        String secretKey,
        String webhookSecret,
        @Nullable URI webhookUrl,
        Duration firstRetry,
        Duration longestRetry,
        Duration lateAnswer) {

    public ProcessorSettings {
        if (!secretKey.startsWith("sk_test_")) {
            throw new IllegalArgumentException("the secret key must begin with sk_test_");
        }
        if (!webhookSecret.startsWith("whsec_")) {
            throw new IllegalArgumentException("the webhook secret must begin with whsec_");
        }
    }

    /// The usual waits: retries from half a second to half a minute, late answers after three seconds.
    public static ProcessorSettings of(String secretKey, String webhookSecret, @Nullable URI webhookUrl) {
        return new ProcessorSettings(
                secretKey,
                webhookSecret,
                webhookUrl,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(3));
    }

    @Override
    public String toString() {
        return "ProcessorSettings[webhooks to " + webhookUrl + "]";
    }
}
