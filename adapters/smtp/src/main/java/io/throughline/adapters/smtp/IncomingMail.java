package io.throughline.adapters.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a mail to us says.
///
/// @param words its text; of a mail without text, its subject
/// @param report what another mail system reports of a mail of ours, if that is what it is
/// @param isAutomatic whether a machine wrote it (out of office)
record IncomingMail(String words, @Nullable Report report, boolean isAutomatic) {
    private static final int MOST_DEPTH = 8;
    private static final Pattern ACTION = Pattern.compile("(?im)^action:\\s*(\\w+)");
    private static final Pattern STATUS = Pattern.compile("(?im)^status:\\s*(\\d\\.\\d{1,3}\\.\\d{1,3})");

    /// A delivery status (RFC 3464).
    record Report(String action, String status) {
        boolean isFailure() {
            return action.equals("failed") || action.equals("delayed");
        }

        boolean isPermanent() {
            return action.equals("failed") && status.startsWith("5");
        }
    }

    /// Not a mail at all.
    static final class NotReadable extends Exception {
        private static final long serialVersionUID = 1;

        NotReadable(Throwable cause) {
            super(cause);
        }
    }

    static IncomingMail read(InputStream source) throws NotReadable {
        try {
            var message = new MimeMessage(Session.getInstance(new Properties()), source);
            var status = find(message, "message/delivery-status", 0).map(IncomingMail::toReport);
            var text = find(message, "text/plain", 0)
                    .or(() -> find(message, "text/html", 0).map(IncomingMail::withoutTags))
                    .filter(words -> !words.isBlank());
            var subject = Optional.ofNullable(message.getSubject()).orElse("");
            return new IncomingMail(text.orElse(subject), status.orElse(null), automatic(message));
        } catch (MessagingException | IllegalStateException e) {
            throw new NotReadable(e);
        }
    }

    private static boolean automatic(MimeMessage message) throws MessagingException {
        var header = message.getHeader("Auto-Submitted", null);
        return header != null && !header.strip().toLowerCase(Locale.ROOT).startsWith("no");
    }

    /// The first part of a type, outermost first.
    private static Optional<String> find(Part part, String type, int depth) {
        try {
            if (depth > MOST_DEPTH || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                return Optional.empty();
            }
            if (part.isMimeType(type)) {
                return Optional.of(content(part));
            }
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    var found = find(parts.getBodyPart(i), type, depth + 1);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String content(Part part) throws MessagingException, IOException {
        var content = part.getContent();
        if (content instanceof String text) {
            return text;
        }
        try (var in = content instanceof InputStream stream
                ? stream
                : new ByteArrayInputStream(part.getInputStream().readAllBytes())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Report toReport(String fields) {
        var action = ACTION.matcher(fields);
        var status = STATUS.matcher(fields);
        return new Report(
                action.find() ? action.group(1).toLowerCase(Locale.ROOT) : "", status.find() ? status.group(1) : "");
    }

    private static String withoutTags(String html) {
        return html.replaceAll("(?is)<(style|script|head|blockquote)\\b.*?</\\1>", "")
                .replaceAll("(?i)<(br|/p|/div)[^>]*>", "\n")
                .replaceAll("<[^>]*>", "")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    /// Says nothing of what it says.
    @Override
    public String toString() {
        return "IncomingMail[report=" + report + ", automatic=" + isAutomatic + "]";
    }
}
