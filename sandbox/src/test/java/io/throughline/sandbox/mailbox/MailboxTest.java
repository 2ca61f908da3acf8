package io.throughline.sandbox.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.sandbox.Await;
import io.throughline.sandbox.HandClock;
import io.throughline.sandbox.mailbox.Mail.Fate;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
    private static final String ANN = "Ann.Lee@mail.example";
    private static final String LINK = "https://localhost/l/abc?x=1&y=2";

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private int inbound;
    private Mailbox mailbox;

    @BeforeEach
    void open() throws Exception {
        inbound = PlatformListener.freePort();
        mailbox = new Mailbox(folder, clock, MailboxSettings.standard(0, "127.0.0.1", inbound));
    }

    @AfterEach
    void close() {
        mailbox.close();
    }

    private void reopen() {
        mailbox.close();
        mailbox = new Mailbox(folder, clock, MailboxSettings.standard(0, "127.0.0.1", inbound));
    }

    private Mail sendToAnn() throws Exception {
        PlatformMailer.send(
                mailbox.port(), ANN, "Ihre Rückfrage", "Grüße\n" + LINK, "<p>Grüße <a href=\"" + LINK + "\">hier</a>");
        return mailbox.mailboxes().list(ANN, 0).getLast();
    }

    private static MimeMessage parse(PlatformListener.Arrival arrival) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(arrival.raw()));
    }

    @Test
    void a_mail_is_read_in_both_its_parts_and_heard_of() throws Exception {
        var heard = new LinkedBlockingQueue<Mail>();
        try (var listening = mailbox.mailboxes().onArrival(heard::add)) {
            assertThat(listening).isNotNull();
            var mail = sendToAnn();

            assertThat(mail.address()).isEqualTo("ann.lee@mail.example");
            assertThat(mail.fate()).isEqualTo(Fate.RECEIVED);
            assertThat(mail.other()).isEqualTo("accounts@throughline.example");
            assertThat(mail.replyTo()).isEqualTo("reply+c1@throughline.example");
            assertThat(mail.subject()).isEqualTo("Ihre Rückfrage");
            assertThat(mail.messageId()).isEqualTo("<c1@throughline.example>");
            assertThat(mail.listUnsubscribe()).contains("subject=STOP");
            assertThat(mail.text()).contains("Grüße", LINK);
            assertThat(mail.html()).contains("<a href=\"" + LINK + "\">hier</a>");
            assertThat(mail.at()).isEqualTo(clock.instant());
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(mail);
            assertThat(mail.toString()).doesNotContain("ann.lee", "Rückfrage");
        }
    }

    @Test
    void a_reply_waits_for_the_platform_and_is_threaded() throws Exception {
        var mail = sendToAnn();
        var reply = mailbox.mailboxes().reply(ANN, mail.id(), "STOP");
        assertThat(reply.fate()).isEqualTo(Fate.WAITING);
        reopen();
        clock.pass(Duration.ofHours(3));

        try (var platform = new PlatformListener(inbound)) {
            var arrival = platform.next();
            assertThat(arrival.sender()).isEqualTo("ann.lee@mail.example");
            assertThat(arrival.recipient()).isEqualTo("reply+c1@throughline.example");
            var received = parse(arrival);
            assertThat(received.getHeader("In-Reply-To")).containsExactly("<c1@throughline.example>");
            assertThat(received.getHeader("References")).containsExactly("<c1@throughline.example>");
            assertThat(received.getSubject()).isEqualTo("Re: Ihre Rückfrage");
            assertThat(received.getContent().toString()).startsWith("STOP").contains("> Grüße");
            Await.until(
                    "the reply is taken",
                    () -> mailbox.mailboxes().find(reply.id()).orElseThrow().fate() == Fate.TAKEN);
            assertThat(mailbox.mailboxes().find(reply.id()).orElseThrow().acknowledgedAt())
                    .contains(clock.instant());
        }
    }

    @Test
    void a_reply_refused_for_now_is_tried_again_and_one_refused_for_good_is_not() throws Exception {
        var mail = sendToAnn();
        try (var platform = new PlatformListener(inbound)) {
            platform.answerNext.set(451);
            var first = mailbox.mailboxes().reply(ANN, mail.id(), "first");
            assertThat(parse(platform.next()).getContent().toString()).startsWith("first");

            platform.answerNext.set(550);
            var second = mailbox.mailboxes().reply(ANN, mail.id(), "second");
            Await.until(
                    "the second is refused",
                    () -> mailbox.mailboxes().find(second.id()).orElseThrow().fate() == Fate.REFUSED);
            assertThat(mailbox.mailboxes().find(first.id()).orElseThrow().fate())
                    .isEqualTo(Fate.TAKEN);
            assertThat(platform.arrivals).isEmpty();
        }
    }

    @Test
    void mail_to_a_bouncing_address_comes_back_as_a_report_with_a_null_sender() throws Exception {
        PlatformMailer.send(mailbox.port(), "bounce.17@mail.example", "Hello", "text", "<p>html");
        assertThat(mailbox.mailboxes().listSubmitted(0, 10))
                .extracting(Mail::fate)
                .containsExactly(Fate.BOUNCED);

        try (var platform = new PlatformListener(inbound)) {
            var arrival = platform.next();
            assertThat(arrival.sender()).isEmpty();
            assertThat(arrival.recipient()).isEqualTo("bounce+c1@throughline.example");
            var report = parse(arrival);
            assertThat(report.getContentType()).startsWith("multipart/report").contains("report-type=delivery-status");
            var parts = (MimeMultipart) report.getContent();
            assertThat(parts.getCount()).isEqualTo(3);
            assertThat(parts.getBodyPart(1).isMimeType("message/delivery-status"))
                    .isTrue();
            assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("Final-Recipient: rfc822; bounce.17@mail.example", "Action: failed", "Status: 5.1.1");
            assertThat(new String(parts.getBodyPart(2).getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("Message-ID: <c1@throughline.example>");
        }
    }

    @Test
    void only_a_mail_of_this_mailbox_can_be_answered() throws Exception {
        var mail = sendToAnn();
        assertThatThrownBy(() -> mailbox.mailboxes().reply("bob@mail.example", mail.id(), "hi"))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> mailbox.mailboxes().reply(ANN, mail.id() + 1, "hi"))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void a_mail_that_is_no_proper_mime_is_kept_as_it_came() {
        var letter = Letter.read(
                "Content-Type: multipart/mixed\r\n\r\nno boundary here".getBytes(StandardCharsets.US_ASCII));
        assertThat(letter.text() + letter.html()).contains("no boundary here");
    }
}
