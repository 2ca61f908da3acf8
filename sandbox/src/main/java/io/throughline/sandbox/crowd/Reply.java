package io.throughline.sandbox.crowd;

import java.time.Instant;
import java.util.Optional;

/// Something a person sent back. The carrier or the mail provider keeps at it until the platform has taken
/// it.
@FunctionalInterface
public interface Reply {
    /// When the platform acknowledged it (virtual), once it has.
    Optional<Instant> takenAt();
}
