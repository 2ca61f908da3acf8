package io.throughline.sandbox.mailbox;

import java.time.Instant;
import java.util.Optional;

/// A mail in somebody's mailbox. All instants are virtual.
///
/// @param id grows with time over all mailboxes
/// @param address whose mailbox, in lower case
/// @param other the other side's address: the sender of a received mail, the recipient of a sent one
/// @param replyTo where an answer goes
/// @param messageId with its angle brackets; empty where the mail had none
/// @param text the plain part, empty where there is none
/// @param html the HTML part, empty where there is none
/// @param at when this provider accepted it
/// @param acknowledgedAt of a sent mail: when the platform took it
public record Mail(
        long id,
        String address,
        Fate fate,
        String other,
        String replyTo,
        String subject,
        String messageId,
        String references,
        String listUnsubscribe,
        String text,
        String html,
        Instant at,
        Optional<Instant> acknowledgedAt) {

    /// What became of it. A received mail is in the mailbox or went back; a sent one waits for the platform until it is
    /// taken or refused for good.
    public enum Fate {
        RECEIVED,
        BOUNCED,
        WAITING,
        TAKEN,
        REFUSED;

        boolean isSent() {
            return this != RECEIVED && this != BOUNCED;
        }
    }

    /// Neither address nor content: both are personal.
    @Override
    public String toString() {
        return "mail " + id + " " + fate;
    }
}
