package io.throughline.adapters.smtp;

import io.throughline.platform.channels.Inbound;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.server.SMTPServer;

/// Takes replies and bounces of our own mail and nothing else. 250 means that it is committed.
final class InboundSmtp implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(InboundSmtp.class);

    private final InboundSmtpSettings settings;
    private final Supplier<Inbound> inbound;
    private final InstantSource businessTime;
    private final Pattern ours;
    private volatile @Nullable SMTPServer server;

    InboundSmtp(InboundSmtpSettings settings, Supplier<Inbound> inbound, InstantSource businessTime) {
        this.settings = settings;
        this.inbound = inbound;
        this.businessTime = businessTime;
        this.ours = Pattern.compile("(reply|bounce)\\+([A-Za-z0-9-]{1,64})@" + Pattern.quote(settings.domain()));
    }

    @Override
    public void start() {
        var fresh = SMTPServer.port(settings.port())
                .bindAddress(address())
                .hostName(settings.domain())
                .softwareName("Throughline")
                .maxMessageSize(settings.maxBytes())
                .maxRecipients(1)
                .maxConnections(settings.maxConnections())
                .messageHandlerFactory(_ -> new Taking())
                .build();
        fresh.start();
        server = fresh;
    }

    @Override
    public void stop() {
        var running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 100;
    }

    /// The port listened on, for tests that let the system choose.
    int port() {
        var running = server;
        return running == null ? -1 : running.getPortAllocated();
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(settings.address());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("throughline.inbound-smtp.address is not an address", e);
        }
    }

    /// One mail being taken.
    private final class Taking implements MessageHandler {
        private String from = "";
        private String kind = "";
        private String contactId = "";

        @Override
        public void from(@Nullable String sender) {
            from = sender == null ? "" : sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            var found = ours.matcher(recipient.strip().toLowerCase(Locale.ROOT));
            if (!found.matches()) {
                throw new RejectException(550, "5.1.1 no such address");
            }
            kind = found.group(1);
            contactId = found.group(2);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            var bytes = read(data);
            try {
                take(IncomingMail.read(new ByteArrayInputStream(bytes)));
            } catch (IncomingMail.NotReadable e) {
                throw new RejectException(554, "5.6.0 not a mail that can be read");
            } catch (RuntimeException e) {
                LOG.warn("a mail could not be taken: {}", e.getClass().getSimpleName());
                throw new RejectException(451, "4.3.0 try again later");
            }
            return null;
        }

        /// A report of another system is a bounce wherever it is sent, and no answer of a person; a
        /// machine's answer is nothing to us.
        private void take(IncomingMail mail) {
            if (mail.report() != null) {
                var report = mail.report();
                if (report.isFailure()) {
                    inbound.get().mailBounced(contactId, report.isPermanent(), report.status(), businessTime.instant());
                }
            } else if (kind.equals("reply") && !mail.isAutomatic()) {
                inbound.get().mailReplied(contactId, from, mail.words(), businessTime.instant());
            }
        }

        private byte[] read(InputStream data) throws RejectException, IOException {
            try {
                var bytes = data.readNBytes(settings.maxBytes() + 1);
                if (bytes.length > settings.maxBytes()) {
                    data.transferTo(OutputStream.nullOutputStream());
                    throw new RejectException(552, "5.3.4 too large");
                }
                return bytes;
            } catch (TooMuchDataException e) {
                throw new RejectException(552, "5.3.4 too large");
            }
        }

        @Override
        public void done() {}
    }
}
