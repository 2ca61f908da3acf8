package io.throughline.platform.outreach;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of outreach. All times are business time.
///
/// @param retryAfter wait before a message that was certainly not taken is tried again; doubles each
/// time
/// @param retryAtMost the longest such wait
/// @param giveUpAfter how long a message may stay unsent before it counts as undeliverable
/// @param awaitReceipt how long the receipt of a message that may have been taken is awaited
/// @param confirmWithin a stop is confirmed within this time or not at all
/// @param sameTextWithin the same words from the same sender within this time are one message
/// delivered twice
/// @param together messages that are asked about in one transaction at most
/// @param brand who writes, where no case says so
/// @param phone where to call, where no case says so
@ConfigurationProperties("throughline.outreach")
record OutreachSettings(
        @DefaultValue("30s") Duration retryAfter,
        @DefaultValue("15m") Duration retryAtMost,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("24h") Duration awaitReceipt,
        @DefaultValue("5m") Duration confirmWithin,
        @DefaultValue("10m") Duration sameTextWithin,
        @DefaultValue("64") int together,
        @DefaultValue("Throughline") String brand,
        @DefaultValue("") String phone) {
    OutreachSettings {
        if (retryAfter.isNegative() || retryAfter.isZero() || retryAtMost.compareTo(retryAfter) < 0) {
            throw new IllegalArgumentException("throughline.outreach: 0 < retry-after <= retry-at-most is needed");
        }
    }

    /// The wait after attempt number `attempt`, counted from 1.
    Duration backOff(int attempt) {
        var wait = retryAfter;
        for (int i = 1; i < attempt && wait.compareTo(retryAtMost) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(retryAtMost) < 0 ? wait : retryAtMost;
    }
}
