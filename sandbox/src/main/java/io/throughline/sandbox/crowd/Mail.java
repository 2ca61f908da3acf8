package io.throughline.sandbox.crowd;

import java.time.Instant;

/// A mail that reached a mailbox. `listUnsubscribe` is the header as it stood, empty when there was none.
public record Mail(
        String id,
        String address,
        String replyTo,
        String listUnsubscribe,
        String subject,
        String text,
        String html,
        Instant submittedAt,
        Instant deliveredAt) {
    @Override
    public String toString() {
        return "mail " + id;
    }
}
