package io.throughline.sandbox.crowd;

import java.util.List;

/// A person's mailbox: all they can do with mail.
public interface Mailbox {
    /// What was delivered to this address so far, oldest first.
    List<Mail> messages();

    /// Sends a mail from this address. True once the platform's mail server has taken it.
    boolean send(String to, String subject, String body) throws InterruptedException;
}
