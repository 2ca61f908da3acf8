package io.throughline.adapters.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.platform.channels.EmailGateway.Mail;
import io.throughline.platform.channels.EmailGateway.Submission;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

class SmtpGatewayTest {
    private static final Mail MAIL =
            new Mail("abc123", "ada@mail.example", "Northwind", "Your account – today", "Hello", "<p>Hello</p>");
    private final List<String> envelopes = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int recipientCode;
    private volatile int dataCode;
    private final SMTPServer relay = relay();

    private SMTPServer relay() {
        return SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(_ -> new MessageHandler() {
                    private String from = "";

                    @Override
                    public void from(String sender) {
                        from = sender;
                    }

                    @Override
                    public void recipient(String recipient) throws RejectException {
                        if (recipientCode != 0) {
                            throw new RejectException(recipientCode, "no");
                        }
                        envelopes.add(from + " -> " + recipient);
                    }

                    @Override
                    public String data(InputStream data) throws RejectException, IOException {
                        bodies.add(new String(data.readAllBytes(), StandardCharsets.UTF_8));
                        if (dataCode != 0) {
                            throw new RejectException(dataCode, "no");
                        }
                        return "ok";
                    }

                    @Override
                    public void done() {}
                })
                .build();
    }

    private SmtpGateway gateway(boolean startTls) {
        return gateway(startTls, relay.getPortAllocated());
    }

    private static SmtpGateway gateway(boolean startTls, int port) {
        return new SmtpGateway(
                new SmtpSettings(
                        "127.0.0.1",
                        port,
                        startTls,
                        "*",
                        null,
                        null,
                        "throughline.example",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)),
                InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z")));
    }

    @BeforeEach
    void start() {
        relay.start();
    }

    @AfterEach
    void stop() {
        relay.stop();
    }

    @Test
    void a_mail_goes_out_with_the_headers_of_the_wires() {
        assertThat(gateway(false).submit(MAIL)).isEqualTo(new Submission.Accepted("<abc123@throughline.example>"));
        assertThat(envelopes).containsExactly("bounce+abc123@throughline.example -> ada@mail.example");
        assertThat(bodies.getFirst())
                .contains("Message-ID: <abc123@throughline.example>")
                .contains("Reply-To: reply+abc123@throughline.example")
                .contains("List-Unsubscribe: <mailto:reply+abc123@throughline.example?subject=unsubscribe>")
                .contains("multipart/alternative")
                .contains("text/plain; charset=UTF-8")
                .contains("text/html; charset=UTF-8")
                .contains("Date: Fri, 20 Nov 2026");
    }

    @Test
    void a_permanent_refusal_is_for_good_and_a_passing_one_is_not() {
        recipientCode = 550;
        assertThat(gateway(false).submit(MAIL)).isInstanceOf(Submission.Rejected.class);
        recipientCode = 451;
        assertThat(gateway(false).submit(MAIL)).isInstanceOf(Submission.NotSent.class);
        recipientCode = 0;
        dataCode = 554;
        assertThat(gateway(false).submit(MAIL)).isInstanceOf(Submission.Rejected.class);
    }

    @Test
    void a_relay_without_starttls_is_not_used_when_it_is_required() {
        assertThat(gateway(true).submit(MAIL)).isInstanceOf(Submission.NotSent.class);
        assertThat(bodies).isEmpty();
    }

    @Test
    void no_relay_is_not_sent() {
        var gateway = gateway(false);
        relay.stop();
        assertThat(gateway.submit(MAIL)).isInstanceOf(Submission.NotSent.class);
    }

    @Test
    void what_is_no_address_is_rejected() {
        assertThat(gateway(false).submit(new Mail("x", "no address", "N", "s", "t", null)))
                .isInstanceOf(Submission.Rejected.class);
    }

    @Test
    void a_relay_that_is_gone_after_the_words_leaves_it_unknown() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpAfterData(socket));
            assertThat(gateway(false, socket.getLocalPort()).submit(MAIL)).isInstanceOf(Submission.Unknown.class);
        }
    }

    private static void hangUpAfterData(ServerSocket socket) {
        try (var client = socket.accept();
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            var out = client.getOutputStream();
            out.write("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));
            boolean inData = false;
            for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                if (!inData) {
                    inData = line.equals("DATA");
                    out.write((inData ? "354 go\r\n" : "250 ok\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
