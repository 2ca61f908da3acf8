package io.throughline.sandbox.mailbox;

import io.throughline.sandbox.mailbox.Mail.Fate;
import io.throughline.sandbox.mailbox.MailStore.Outgoing;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries replies and bounces to the platform until each is taken, or refused for good (5xx).
final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int AT_ONCE = 50;
    private static final int PERMANENT = 500;
    private static final Duration NOTHING_TO_CARRY = Duration.ofMinutes(1);
    private static final Duration NOBODY_HOME = Duration.ofMillis(500);

    private final MailStore store;
    private final InstantSource clock;
    private final Session session;

    Postman(MailStore store, InstantSource clock, MailboxSettings settings) {
        this.store = store;
        this.clock = clock;
        var properties = new Properties();
        properties.put("mail.smtp.host", settings.inboundHost());
        properties.put("mail.smtp.port", String.valueOf(settings.inboundPort()));
        properties.put("mail.smtp.starttls.enable", "true");
        // Both ends are on this machine and their certificates are of their own making.
        properties.put("mail.smtp.ssl.trust", "*");
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
        properties.put("mail.smtp.localhost", "mailbox.sandbox");
        properties.put("mail.smtp.connectiontimeout", "5000");
        properties.put("mail.smtp.timeout", "10000");
        properties.put("mail.smtp.writetimeout", "10000");
        properties.put("mail.smtp.allow8bitmime", "true");
        this.session = Session.getInstance(properties);
    }

    /// One round of the dispatch loop: everything there is, over one connection.
    Duration round() {
        var outgoing = store.listOutgoing(AT_ONCE);
        if (outgoing.isEmpty()) {
            return NOTHING_TO_CARRY;
        }
        try (var transport = (SMTPTransport) session.getTransport("smtp")) {
            transport.connect();
            boolean allSettled = true;
            for (var mail : outgoing) {
                allSettled &= carry(mail, transport);
            }
            return allSettled ? Duration.ZERO : NOBODY_HOME;
        } catch (MessagingException e) {
            LOG.debug("the platform takes no mail now", e);
            return NOBODY_HOME;
        }
    }

    private boolean carry(Outgoing mail, SMTPTransport transport) {
        try {
            var message = new SMTPMessage(session, new ByteArrayInputStream(mail.raw()));
            message.setEnvelopeFrom(mail.envelopeFrom().isEmpty() ? "<>" : mail.envelopeFrom());
            transport.sendMessage(message, new InternetAddress[] {new InternetAddress(mail.recipient())});
            store.settled(mail, Fate.TAKEN, clock.instant());
            return true;
        } catch (MessagingException e) {
            if (isPermanent(e)) {
                LOG.warn("{} was refused for good", mail);
                store.settled(mail, Fate.REFUSED, clock.instant());
                return true;
            }
            LOG.debug("{} was not taken", mail, e);
            store.notTaken(mail);
            return false;
        }
    }

    private static boolean isPermanent(MessagingException fault) {
        for (@Nullable Exception e = fault; e instanceof MessagingException next; e = next.getNextException()) {
            int code = switch (next) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (code >= PERMANENT) {
                return true;
            }
        }
        return false;
    }
}
