package io.throughline.sandbox.mailbox;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;

/// A real SMTP client that insists on STARTTLS, as the platform does, with the headers of docs/wires.md.
public final class PlatformMailer {
    private PlatformMailer() {}

    public static void send(int port, String to, String subject, String text, String html) throws Exception {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(port));
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.trust", "*");
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
        properties.put("mail.smtp.localhost", "throughline.example");
        properties.put("mail.smtp.from", "bounce+c1@throughline.example");
        var mail = new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws jakarta.mail.MessagingException {
                setHeader("Message-ID", "<c1@throughline.example>");
            }
        };
        mail.setFrom(new InternetAddress("accounts@throughline.example"));
        mail.setReplyTo(new InternetAddress[] {new InternetAddress("reply+c1@throughline.example")});
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject, "UTF-8");
        mail.setHeader("List-Unsubscribe", "<mailto:reply+c1@throughline.example?subject=STOP>");
        var parts = new MimeMultipart("alternative");
        var plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        parts.addBodyPart(plain);
        var rich = new MimeBodyPart();
        rich.setContent(html, "text/html; charset=UTF-8");
        parts.addBodyPart(rich);
        mail.setContent(parts);
        Transport.send(mail);
    }
}
