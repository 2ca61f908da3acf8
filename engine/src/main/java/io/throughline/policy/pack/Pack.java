package io.throughline.policy.pack;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A body of rules in one version.
///
/// @param sha256 of the file's text, the signature block left out
/// @param from its first day in force; null: from ever
/// @param to its first day out of force; null: no end
public record Pack(
        String id,
        String title,
        String version,
        String file,
        String sha256,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<PolicyRule> rules) {
    public Pack {
        rules = List.copyOf(rules);
    }

    boolean isInForce(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
    }
}
