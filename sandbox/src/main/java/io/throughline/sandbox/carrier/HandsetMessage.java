package io.throughline.sandbox.carrier;

import java.time.Instant;
import java.util.Optional;

/// A text message at a handset. All instants are virtual.
///
/// @param id grows with time over all numbers
/// @param number the handset's number, `+` and digits
/// @param direction seen from the handset
/// @param peer the short code on the other side
/// @param at when the carrier accepted it from the platform (the last part of a long one), or the handset sent it
/// @param delivered false for a message to a number that cannot be reached: submitted, but on nobody's phone
/// @param acknowledgedAt of a sent message: when the platform acknowledged it
public record HandsetMessage(
        long id,
        String number,
        Direction direction,
        String peer,
        String text,
        Instant at,
        boolean delivered,
        Optional<Instant> acknowledgedAt) {

    /// Whether the handset received the message or sent it.
    public enum Direction {
        RECEIVED,
        SENT
    }

    /// Neither number nor text: both are personal.
    @Override
    public String toString() {
        return "message " + id + " " + direction;
    }
}
