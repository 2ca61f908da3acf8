package io.throughline.policy;

import java.time.Instant;

/// What policy says of an action. `rule` is a stable id that evidence and figures use.
public sealed interface Verdict {
    record Allow() implements Verdict {}

    /// Not now: the first instant at which it would be allowed, if nothing else changes.
    record NotBefore(Instant instant, String rule, String reason) implements Verdict {}

    /// Allowed once something is done first.
    record Require(String obligation, String rule, String reason) implements Verdict {}

    /// Never, with these facts.
    record Deny(String rule, String reason) implements Verdict {}
}
