package io.throughline.policy;

import java.time.Instant;

/// What is said of a message. `rule` is the code that evidence and figures use: a reason code of the packs such as
/// `TIME_WINDOW`, or the name of what else held it, such as `campaign.held`. `reason` tells why in a sentence, with the
/// rule and its citation.
public sealed interface Verdict {
    record Allow() implements Verdict {}

    /// Not now: the first instant at which it would be allowed, if nothing else changes.
    record NotBefore(Instant instant, String rule, String reason) implements Verdict {}

    /// Allowed once something is done first.
    record Require(String obligation, String rule, String reason) implements Verdict {}

    /// Never, with these facts.
    record Deny(String rule, String reason) implements Verdict {}
}
