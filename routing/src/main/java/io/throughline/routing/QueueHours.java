package io.throughline.routing;

import java.time.Instant;

/// A queue and whether it is open just now, looked up in its hours only when that may have changed.
final class QueueHours {
    final Queue queue;
    private boolean isOpen;
    private Instant knownUntil = Instant.MIN;

    QueueHours(Queue queue) {
        this.queue = queue;
    }

    boolean isOpen(Instant now) {
        if (!now.isBefore(knownUntil)) {
            isOpen = queue.hours().isOpen(now);
            knownUntil = queue.hours().nextChange(now);
        }
        return isOpen;
    }

    /// When the answer may be another.
    Instant nextChange(Instant now) {
        isOpen(now);
        return knownUntil;
    }
}
