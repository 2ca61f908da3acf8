package io.throughline.sandbox.mailbox;

import io.throughline.sandbox.mailbox.Mail.Fate;
import io.throughline.sandbox.store.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;

/// Takes mails. A mail is answered 250 only after it, and the bounce it causes, are kept.
final class Reception implements MessageHandlerFactory {
    static final int LARGEST = 10 * 1024 * 1024;

    private final MailStore store;
    private final Mailboxes mailboxes;
    private final InstantSource clock;
    private final String bouncing;
    private final Runnable wake;

    Reception(MailStore store, Mailboxes mailboxes, InstantSource clock, String bouncing, Runnable wake) {
        this.store = store;
        this.mailboxes = mailboxes;
        this.clock = clock;
        this.bouncing = bouncing;
        this.wake = wake;
    }

    @Override
    public MessageHandler create(MessageContext context) {
        return new Transaction();
    }

    private Mail keep(Sql sql, String sender, String recipient, byte[] raw) throws SQLException {
        var address = Mailboxes.canonical(recipient);
        var letter = Letter.read(raw);
        var now = clock.instant();
        boolean bounces = address.startsWith(bouncing);
        var mail = store.keep(sql, address, bounces ? Fate.BOUNCED : Fate.RECEIVED, letter.from(), letter, now);
        // A mail with a null sender is itself a bounce, and is never answered with another.
        if (bounces && !sender.isEmpty()) {
            store.post(sql, null, "", sender, Writing.bounce(sender, address, raw, mail.id(), now));
        }
        return mail;
    }

    private final class Transaction implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        @Override
        public void from(@Nullable String from) {
            sender = from == null ? "" : from;
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            var raw = data.readNBytes(LARGEST + 1);
            if (raw.length > LARGEST) {
                throw new RejectException(552, "5.3.4 too large");
            }
            var kept = store.together(sql -> {
                var mails = new ArrayList<Mail>();
                for (var recipient : recipients) {
                    mails.add(keep(sql, sender, recipient, raw));
                }
                return mails;
            });
            kept.forEach(mailboxes::arrived);
            wake.run();
            return null;
        }

        @Override
        public void done() {}
    }
}
