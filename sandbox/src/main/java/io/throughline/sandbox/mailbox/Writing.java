package io.throughline.sandbox.mailbox;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.stream.Collectors;

/// Writes the mails that customers and the provider send, as octets ready for the wire.
final class Writing {
    private static final String PROVIDER = "mailbox.sandbox";

    private Writing() {}

    /// An answer as mail programs write it: threaded, with what was answered quoted below.
    static byte[] reply(Mail answered, String text, Instant now) {
        try {
            var mail = new WithMessageId("<reply-" + answered.id() + "-" + now.toEpochMilli() + "@" + PROVIDER + ">");
            mail.setFrom(new InternetAddress(answered.address()));
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(answered.replyTo()));
            mail.setSubject(replySubject(answered.subject()), "UTF-8");
            mail.setSentDate(Date.from(now));
            if (!answered.messageId().isEmpty()) {
                mail.setHeader("In-Reply-To", answered.messageId());
                mail.setHeader("References", (answered.references() + " " + answered.messageId()).strip());
            }
            mail.setText(text + "\n\n" + quoted(answered), "UTF-8");
            return octets(mail);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("this mail cannot be answered", e);
        }
    }

    static String replySubject(String subject) {
        return subject.regionMatches(true, 0, "re:", 0, 3) ? subject : "Re: " + subject;
    }

    private static String quoted(Mail answered) {
        var lines = answered.text().strip().lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
        return answered.other() + " wrote:\n" + lines + "\n";
    }

    /// A delivery status notification (RFC 3464) for a mail that could not be delivered.
    static byte[] bounce(String returnPath, String address, byte[] undelivered, long mailId, Instant now) {
        try {
            var mail = new WithMessageId("<bounce-" + mailId + "@" + PROVIDER + ">");
            mail.setFrom(new InternetAddress("mailer-daemon@" + PROVIDER));
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(returnPath));
            mail.setSubject("Undelivered mail returned to sender");
            mail.setSentDate(Date.from(now));
            mail.setHeader("Auto-Submitted", "auto-replied");
            var parts = new MimeMultipart("report; report-type=delivery-status");
            var told = new MimeBodyPart();
            told.setText(
                    "Your mail to " + address + " could not be delivered: there is no such mailbox.\n", "us-ascii");
            parts.addBodyPart(told);
            parts.addBodyPart(part("message/delivery-status", status(address)));
            parts.addBodyPart(part("text/rfc822-headers", headersOf(undelivered)));
            mail.setContent(parts);
            return octets(mail);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("this mail cannot be returned", e);
        }
    }

    private static String status(String address) {
        return """
                Reporting-MTA: dns; %s

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such mailbox
                """.formatted(PROVIDER, address).replace("\n", "\r\n");
    }

    private static String headersOf(byte[] mail) {
        var text = new String(mail, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? text : text.substring(0, end + 2);
    }

    private static MimeBodyPart part(String type, String content) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(new ByteArrayDataSource(content.getBytes(StandardCharsets.ISO_8859_1), type)));
        part.setHeader("Content-Type", type);
        part.setHeader("Content-Transfer-Encoding", "8bit");
        return part;
    }

    private static byte[] octets(MimeMessage mail) throws MessagingException {
        mail.saveChanges();
        var octets = new ByteArrayOutputStream();
        try {
            mail.writeTo(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    /// The library would make an id of the wall clock and the host's name.
    private static final class WithMessageId extends MimeMessage {
        private final String id;

        WithMessageId(String id) {
            super(Session.getInstance(new Properties()));
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
