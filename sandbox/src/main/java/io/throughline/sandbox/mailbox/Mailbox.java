package io.throughline.sandbox.mailbox;

import io.javalin.config.RoutesConfig;
import io.throughline.sandbox.common.DispatchLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.subethamail.smtp.server.SMTPServer;

/// The mail provider: takes mail over SMTP with STARTTLS, keeps it in mailboxes, carries replies and bounces to the
/// platform until they are taken. What it has acknowledged survives its own death and the platform's.
public final class Mailbox implements AutoCloseable {
    private static final int CONNECTIONS = 200;
    private static final int IDLE_MILLIS = 60_000;

    private final MailStore store;
    private final Mailboxes mailboxes;
    private final DispatchLoop dispatch;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SMTPServer server;
    private final MailPages pages;

    /// Opens the provider at once.
    ///
    /// @param folder of the sandbox's own data
    /// @param clock virtual time: what mails are dated with
    public Mailbox(Path folder, InstantSource clock, MailboxSettings settings) {
        var certificate = OwnCertificate.in(folder);
        this.store = new MailStore(folder);
        this.mailboxes = new Mailboxes(store, clock, this::wake);
        this.pages = new MailPages(mailboxes);
        this.dispatch = DispatchLoop.start("mail-postman", new Postman(store, clock, settings)::round);
        this.server = SMTPServer.port(settings.port())
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("mailbox.sandbox")
                .softwareName("Throughline sandbox")
                .enableTLS(true)
                .startTlsSocketFactory((Socket plain) -> serverSide(certificate, plain))
                .messageHandlerFactory(new Reception(store, mailboxes, clock, settings.bouncing(), this::wake))
                .maxMessageSize(Reception.LARGEST)
                .maxConnections(CONNECTIONS)
                .connectionTimeoutMs(IDLE_MILLIS)
                .executorService(threads)
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            dispatch.close();
            store.close();
            throw new IllegalStateException("SMTP port " + settings.port() + " cannot be had", e);
        }
    }

    private static SSLSocket serverSide(SSLContext certificate, Socket plain) throws IOException {
        var socket = (SSLSocket) certificate
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    public int port() {
        return server.getPortAllocated();
    }

    /// Is a reply or a bounce still on its way to the platform? A clock that leaps should not leap over it.
    public boolean hasOutgoing() {
        return store.hasOutgoing();
    }

    public Mailboxes mailboxes() {
        return mailboxes;
    }

    /// The mail pages, `/mail` and below.
    public void register(RoutesConfig routes) {
        pages.register(routes);
    }

    /// Stops listening; what is on its way stays in the store for the next time.
    @Override
    public void close() {
        server.stop();
        dispatch.close();
        threads.shutdownNow();
        store.close();
    }

    private void wake() {
        dispatch.wake();
    }
}
