package io.throughline.sandbox.crowd;

import java.time.Instant;

/// A text that reached a handset, whole (segments joined). Instants are virtual.
public record Sms(String id, String number, String text, Instant submittedAt, Instant deliveredAt) {
    @Override
    public String toString() {
        return "sms " + id;
    }
}
