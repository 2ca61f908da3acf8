package io.throughline.platform.channels;

import java.time.Instant;
import java.util.List;

/// What channels bring in. Implemented by outreach, called by adapters; returns only after it is
/// committed, so that the adapter may then acknowledge to the other side.
public interface Inbound {
    /// A text from a customer's phone.
    void smsReceived(String from, String to, String text, Instant at);

    /// A delivery receipt. `state` is the SMPP name (DELIVRD, UNDELIV, EXPIRED, REJECTD, UNKNOWN …).
    void smsReceipt(String carrierId, int reference, String number, String state, Instant at);

    /// A delivery receipt, as [#smsReceipt] takes it.
    record SmsReceipt(String carrierId, int reference, String number, String state, Instant at) {}

    /// Many delivery receipts in one commit. A fault fails all of them.
    default void smsReceipts(List<SmsReceipt> receipts) {
        for (var one : receipts) {
            smsReceipt(one.carrierId(), one.reference(), one.number(), one.state(), one.at());
        }
    }

    /// A reply by mail to a contact of ours.
    void mailReplied(String contactId, String from, String text, Instant at);

    /// A bounce of a contact of ours; `permanent` by its status class.
    void mailBounced(String contactId, boolean permanent, String status, Instant at);
}
