package io.throughline.sandbox.mailbox;

import io.throughline.sandbox.common.Listeners;
import io.throughline.sandbox.common.Listeners.Subscription;
import io.throughline.sandbox.mailbox.Mail.Fate;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/// The customers' mailboxes: read what arrived, hear of arrivals, answer. Addresses are compared in lower case.
public final class Mailboxes {
    private final MailStore store;
    private final InstantSource clock;
    private final Runnable wake;
    private final Listeners<Mail> listeners = new Listeners<>();

    Mailboxes(MailStore store, InstantSource clock, Runnable wake) {
        this.store = store;
        this.clock = clock;
        this.wake = wake;
    }

    /// The mails of an address, received, bounced and sent, oldest first; 0 for all of them.
    public List<Mail> list(String address, long afterId) {
        return store.ofAddress(canonical(address), afterId);
    }

    public Optional<Mail> find(long id) {
        return store.find(id);
    }

    /// Tells of every mail that reaches a mailbox, after it is kept. What bounces reaches none.
    public Subscription onArrival(Consumer<Mail> listener) {
        return listeners.add(listener);
    }

    /// The customer answers a mail that is in the mailbox. Kept when this returns and sent until the platform takes it;
    /// [#find] tells when it did.
    public Mail reply(String address, long mailId, String text) {
        var answered = store.find(mailId)
                .filter(mail -> mail.address().equals(canonical(address)) && mail.fate() == Fate.RECEIVED)
                .orElseThrow(() -> new NoSuchElementException("no such mail in this mailbox: " + mailId));
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty reply");
        }
        var now = clock.instant();
        var raw = Writing.reply(answered, text, now);
        var sent = store.together(sql -> {
            var kept = store.keep(sql, answered.address(), Fate.WAITING, answered.replyTo(), Letter.read(raw), now);
            store.post(sql, kept.id(), answered.address(), answered.replyTo(), raw);
            return kept;
        });
        wake.run();
        return sent;
    }

    /// Everything the platform ever submitted, also what bounced: the evidence of contacts.
    public List<Mail> listSubmitted(long afterId, int atMost) {
        return store.listSubmitted(afterId, atMost);
    }

    /// Everything customers wrote, with the instant at which the platform took it.
    public List<Mail> listSent(long afterId, int atMost) {
        return store.listSent(afterId, atMost);
    }

    List<Mail> latestPerAddress(String search, int atMost) {
        return store.latestPerAddress(canonical(search), atMost);
    }

    void arrived(Mail mail) {
        if (mail.fate() == Fate.RECEIVED) {
            listeners.tell(mail);
        }
    }

    static String canonical(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
