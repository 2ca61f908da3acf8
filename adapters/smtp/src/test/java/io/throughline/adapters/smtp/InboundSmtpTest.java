package io.throughline.adapters.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.throughline.platform.channels.Inbound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.client.SMTPException;
import org.subethamail.smtp.client.SmartClient;

class InboundSmtpTest {
    private static final String BOUNCE = """
            From: mailer@mail.example
            To: bounce+abc@throughline.example
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            STOP is what the quoted mail says.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.example

            Final-Recipient: rfc822; bounce@mail.example
            Action: failed
            Status: 5.1.1
            --b--
            """;
    private final List<String> came = new CopyOnWriteArrayList<>();
    private volatile boolean faulty;
    private final InboundSmtp listener = new InboundSmtp(
            new InboundSmtpSettings(0, "127.0.0.1", "throughline.example", 4096, 10),
            () -> new Inbound() {
                @Override
                public void smsReceived(String from, String to, String text, Instant at) {}

                @Override
                public void smsReceipt(String carrierId, int reference, String number, String state, Instant at) {}

                @Override
                public void mailReplied(String contactId, String from, String text, Instant at) {
                    if (faulty) {
                        throw new IllegalStateException("database is gone");
                    }
                    came.add("reply " + contactId + " " + from + " " + text.strip());
                }

                @Override
                public void mailBounced(String contactId, boolean permanent, String status, Instant at) {
                    came.add("bounce " + contactId + " " + permanent + " " + status);
                }
            },
            InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z")));

    @BeforeEach
    void start() {
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop();
    }

    private void mail(String from, String to, String text) throws IOException {
        var client = SmartClient.createAndConnect("127.0.0.1", listener.port(), "mail.example");
        try {
            client.from(from);
            client.to(to);
            client.dataStart();
            var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            client.dataWrite(bytes, bytes.length);
            client.dataEnd();
        } finally {
            client.quit();
        }
    }

    private static Optional<Integer> code(Throwable fault) {
        return fault instanceof SMTPException refused
                ? Optional.of(refused.getResponse().getCode())
                : Optional.empty();
    }

    @Test
    void a_reply_comes_in_as_its_plain_text() throws IOException {
        mail("ada@mail.example", "reply+abc@throughline.example", """
                Subject: Re: hello
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="b"

                --b
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: base64

                U3RvcCBwbGVhc2U=
                --b
                Content-Type: text/html

                <p>Stop please</p>
                --b--
                """);
        assertThat(came).containsExactly("reply abc ada@mail.example Stop please");
    }

    @Test
    void an_unsubscribe_by_the_header_is_its_subject() throws IOException {
        mail("ada@mail.example", "reply+abc@throughline.example", "Subject: unsubscribe\n\n");
        assertThat(came).containsExactly("reply abc ada@mail.example unsubscribe");
    }

    @Test
    void a_bounce_comes_in_with_its_status() throws IOException {
        mail("", "bounce+abc@throughline.example", BOUNCE);
        mail(
                "",
                "bounce+abc@throughline.example",
                BOUNCE.replace("5.1.1", "4.2.2").replace("failed", "delayed"));
        mail("", "bounce+abc@throughline.example", BOUNCE.replace("failed", "delivered"));
        assertThat(came).containsExactly("bounce abc true 5.1.1", "bounce abc false 4.2.2");
    }

    @Test
    void an_out_of_office_answer_is_no_reply() throws IOException {
        mail("ada@mail.example", "reply+abc@throughline.example", "Auto-Submitted: auto-replied\n\nstop\n");
        assertThat(came).isEmpty();
    }

    @Test
    void other_addresses_do_not_exist() {
        for (var to :
                List.of("info@throughline.example", "reply+abc@elsewhere.example", "reply+@throughline.example")) {
            assertThat(code(catchThrowable(() -> mail("a@b.example", to, "Subject: x\n\nx\n"))))
                    .hasValue(550);
        }
    }

    @Test
    void too_much_is_refused() {
        assertThat(code(catchThrowable(() -> mail(
                        "a@b.example", "reply+abc@throughline.example", "Subject: x\n\n" + "word\n".repeat(4000)))))
                .hasValue(552);
        assertThat(came).isEmpty();
    }

    @Test
    void what_could_not_be_taken_is_put_off() {
        faulty = true;
        assertThat(code(catchThrowable(
                        () -> mail("a@b.example", "reply+abc@throughline.example", "Subject: x\n\nstop\n"))))
                .hasValue(451);
    }
}
