package io.throughline.sandbox.crowd;

import java.util.List;

/// A person's phone: all they can do with texts.
public interface Handset {
    /// What was delivered to this number so far, oldest first.
    List<Sms> messages();

    /// Replies to the short code. True once the platform has taken the reply (answered its `deliver_sm` with success).
    boolean reply(String text) throws InterruptedException;
}
