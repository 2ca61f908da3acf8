package io.throughline.platform.cases;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How effects are carried out.
///
/// @param atOnce how many at the same time in this process
/// @param lease how long a claim holds without being renewed; after a crash, work is taken over that late
/// @param firstRetry upper bound of the wait after the first fault; doubles with each, up to `lastRetry`
@ConfigurationProperties("throughline.effects")
record EffectSettings(
        @DefaultValue("128") int atOnce,
        @DefaultValue("8s") Duration lease,
        @DefaultValue("2s") Duration firstRetry,
        @DefaultValue("10m") Duration lastRetry) {
    EffectSettings {
        if (atOnce < 1 || lease.toMillis() < 100 || firstRetry.toMillis() < 1 || lastRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("throughline.effects cannot work with " + atOnce
                    + " at once, a lease of " + lease + " and retries after " + firstRetry + " to " + lastRetry);
        }
    }

    static EffectSettings usual() {
        return new EffectSettings(128, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMinutes(10));
    }
}
