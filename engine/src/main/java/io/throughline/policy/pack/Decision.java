package io.throughline.policy.pack;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the packs say of a situation, and why.
///
/// @param reason the first by precedence; OK, or the exception that made it allowed
/// @param also further reasons, by precedence
/// @param rule the rule that gave the reason; empty if none had to
/// @param results what each rule said that had something to say
/// @param zones where the person may be; the caller's own zone if nothing tells
/// @param packs versions that were asked, as `id version sha256`
/// @param tzdata version of the time zone rules
public record Decision(
        Verdict verdict,
        String reason,
        List<String> also,
        String rule,
        List<Result> results,
        List<ZoneId> zones,
        List<String> packs,
        String tzdata) {
    /// The answer.
    public sealed interface Verdict {
        record Allow() implements Verdict {}

        /// Denied now; the first instant at which it would not be, if nothing else changes.
        record NotBefore(Instant instant) implements Verdict {}

        /// Allowed once these are done.
        record Require(List<String> obligations) implements Verdict {}

        record Deny() implements Verdict {}
    }

    /// What one rule said.
    ///
    /// @param until from when it would not say so any more; null: time alone does not change it
    /// @param missing the fact that was not there, if that is why
    /// @param liftedBy the rule that took it out of force; empty: it stands
    public record Result(
            String rule,
            String pack,
            Outcome outcome,
            Rank rank,
            @Nullable Instant until,
            String missing,
            String liftedBy,
            String liftedAs) {
        public boolean stands() {
            return liftedBy.isEmpty();
        }

        boolean denies() {
            return outcome instanceof Outcome.Deny;
        }
    }

    /// `allow`, `deny`, or `require:` with the obligations joined by a plus.
    public String word() {
        return switch (verdict) {
            case Verdict.Allow() -> "allow";
            case Verdict.NotBefore(var _), Verdict.Deny() -> "deny";
            case Verdict.Require(var obligations) -> "require:" + String.join("+", obligations);
        };
    }
}
