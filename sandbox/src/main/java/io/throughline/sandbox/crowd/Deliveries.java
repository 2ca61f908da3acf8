package io.throughline.sandbox.crowd;

import java.util.List;

/// The carrier's and the mailbox's own logs of everything they delivered: what the oracle believes.
public interface Deliveries {
    List<Sms> texts();

    List<Mail> mails();
}
