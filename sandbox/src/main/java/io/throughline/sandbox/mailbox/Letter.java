package io.throughline.sandbox.mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// What a person would see of a mail: a few headers, the first plain part and the first HTML part.
record Letter(
        String from,
        String replyTo,
        String subject,
        String messageId,
        String references,
        String listUnsubscribe,
        String text,
        String html) {
    private static final int DEEPEST = 10;

    /// A mail that cannot be parsed is shown as it came: a mailbox refuses nobody for bad MIME.
    static Letter read(byte[] raw) {
        try {
            var mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
            var bodies = new Bodies();
            bodies.collect(mail, 0);
            var from = first(mail.getFrom());
            var replyTo = first(mail.getReplyTo());
            return new Letter(
                    from,
                    replyTo.isEmpty() ? from : replyTo,
                    text(mail.getSubject()),
                    header(mail, "Message-ID"),
                    header(mail, "References"),
                    header(mail, "List-Unsubscribe"),
                    text(bodies.plain),
                    text(bodies.html));
        } catch (MessagingException | IOException e) {
            return new Letter("", "", "(unreadable)", "", "", "", new String(raw, StandardCharsets.ISO_8859_1), "");
        }
    }

    private static String header(Message mail, String name) throws MessagingException {
        String @Nullable [] values = mail.getHeader(name);
        return values == null ? "" : values[0].replaceAll("\\s+", " ").strip();
    }

    private static String first(jakarta.mail.Address @Nullable [] addresses) {
        if (addresses == null || addresses.length == 0) {
            return "";
        }
        return addresses[0] instanceof InternetAddress internet ? internet.getAddress() : addresses[0].toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static final class Bodies {
        private @Nullable String plain;
        private @Nullable String html;

        void collect(Part part, int depth) throws MessagingException, IOException {
            if (depth > DEEPEST || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                return;
            }
            if (part.isMimeType("text/plain") && plain == null) {
                plain = String.valueOf(part.getContent());
            } else if (part.isMimeType("text/html") && html == null) {
                html = String.valueOf(part.getContent());
            } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart child = parts.getBodyPart(i);
                    collect(child, depth + 1);
                }
            }
        }
    }
}
