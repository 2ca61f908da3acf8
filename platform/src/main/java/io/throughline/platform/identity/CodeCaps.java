package io.throughline.platform.identity;

import java.net.InetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many codes may go out beside the three per customer in a quarter of an hour. They keep
/// somebody from being texted all day, and us from paying for texts that a machine asks for.
///
/// @param numberADay to one number in 24 hours, whoever's case it is
/// @param addressAnHour asked for from one network address in an hour; addresses of this machine are not counted, a
/// proxy
///     on it would be everybody's
/// @param tenantAnHour in all, in an hour
@ConfigurationProperties("throughline.identity.codes")
record CodeCaps(
        @DefaultValue("10") int numberADay,
        @DefaultValue("60") int addressAnHour,
        @DefaultValue("20000") int tenantAnHour) {
    CodeCaps {
        if (numberADay < 1 || addressAnHour < 1 || tenantAnHour < 1) {
            throw new IllegalArgumentException("throughline.identity.codes: every cap is at least 1");
        }
    }

    /// Whether codes asked for from there are counted together.
    ///
    /// @param address as the connection has it, a number and no name
    static boolean counts(String address) {
        try {
            return !address.isEmpty() && !InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return true; // an address that cannot be read is one like any other
        }
    }
}
