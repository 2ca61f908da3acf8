package io.throughline.adapters.smtp;

import io.throughline.platform.channels.EmailGateway;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Hands mail to a relay. A connection for each mail: a relay that goes away in between loses nothing.
final class SmtpGateway implements EmailGateway {
    private final SmtpSettings settings;
    private final InstantSource businessTime;
    private final Session session;

    SmtpGateway(SmtpSettings settings, InstantSource businessTime) {
        this.settings = settings;
        this.businessTime = businessTime;
        this.session = Session.getInstance(properties(settings));
    }

    private static Properties properties(SmtpSettings settings) {
        var properties = new Properties();
        var respond = Long.toString(settings.respondWithin().toMillis());
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
        properties.setProperty(
                "mail.smtp.connectiontimeout",
                Long.toString(settings.connectWithin().toMillis()));
        properties.setProperty("mail.smtp.timeout", respond);
        properties.setProperty("mail.smtp.writetimeout", respond);
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        properties.setProperty("mail.smtp.quitwait", "false");
        if (settings.trust() != null) {
            properties.setProperty("mail.smtp.ssl.trust", settings.trust());
            properties.setProperty("mail.smtp.ssl.checkserveridentity", "false");
        }
        return properties;
    }

    @Override
    public Submission submit(Mail mail) {
        SMTPMessage message;
        try {
            message = message(mail);
        } catch (AddressException e) {
            return new Submission.Rejected("not a mail address");
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Submission.Rejected("not a message that mail can carry");
        }
        try (var transport = (SMTPTransport) session.getTransport("smtp")) {
            try {
                transport.connect(settings.host(), settings.port(), settings.username(), settings.password());
            } catch (MessagingException e) {
                return new Submission.NotSent("the relay cannot be reached or does not offer what is required");
            }
            try {
                transport.sendMessage(message, message.getAllRecipients());
                return new Submission.Accepted(message.getMessageID());
            } catch (MessagingException e) {
                return failed(e, transport.getLastReturnCode());
            }
        } catch (MessagingException e) {
            // Closing after the relay has answered; nothing hangs on it, and the answer was returned above.
            return new Submission.Unknown("the relay's connection did not close");
        }
    }

    /// The relay's own answer tells most; where it gave none, the mail may have been on its way.
    private static Submission failed(MessagingException fault, int lastCode) {
        for (Throwable e = fault; e instanceof MessagingException nested; e = nested.getNextException()) {
            int code = e instanceof SMTPSendFailedException failed
                    ? failed.getReturnCode()
                    : e instanceof SMTPAddressFailedException address ? address.getReturnCode() : -1;
            if (code >= 400) {
                return answered(code);
            }
        }
        return lastCode >= 400 ? answered(lastCode) : new Submission.Unknown("no answer of the relay");
    }

    private static Submission answered(int code) {
        return code >= 500
                ? new Submission.Rejected("refused by the relay, code " + code)
                : new Submission.NotSent("put off by the relay, code " + code);
    }

    private SMTPMessage message(Mail mail) throws MessagingException, UnsupportedEncodingException {
        var message = new Identified(session, "<" + mail.contactId() + "@" + settings.domain() + ">");
        message.setEnvelopeFrom("bounce+" + mail.contactId() + "@" + settings.domain());
        var reply = "reply+" + mail.contactId() + "@" + settings.domain();
        message.setFrom(new InternetAddress("messages@" + settings.domain(), mail.fromName(), "UTF-8"));
        message.setReplyTo(new InternetAddress[] {new InternetAddress(reply)});
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), "UTF-8");
        message.setSentDate(Date.from(businessTime.instant()));
        message.setHeader("List-Unsubscribe", "<mailto:" + reply + "?subject=unsubscribe>");
        message.setHeader("Auto-Submitted", "auto-generated");
        var html = mail.html();
        if (html == null) {
            message.setText(mail.text(), "UTF-8");
        } else {
            var both = new MimeMultipart("alternative", part(mail.text(), "plain"), part(html, "html"));
            message.setContent(both);
        }
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String words, String kind) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(words, StandardCharsets.UTF_8.name(), kind);
        return part;
    }

    /// A mail under our own Message-ID.
    private static final class Identified extends SMTPMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
