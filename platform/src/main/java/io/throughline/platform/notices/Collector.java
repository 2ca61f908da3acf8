package io.throughline.platform.notices;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who collects, as a notice must name them (12 CFR 1006.34(c)(2)(i)), and where disputes are taken.
///
/// @param address to which disputes are mailed, a line each
/// @param hours of the telephone; may be left out
/// @param website where disputes are taken electronically; may be left out
@ConfigurationProperties("throughline.collector")
public record Collector(
        @DefaultValue("") String name,
        @DefaultValue({}) List<String> address,
        @DefaultValue("") String phone,
        @Nullable String hours,
        @Nullable String website) {
    boolean isComplete() {
        return !name.isBlank() && !address.isEmpty() && !phone.isBlank();
    }
}
