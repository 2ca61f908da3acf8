package io.throughline.torture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stands between the platform and PostgreSQL, reads their protocol (version 3), and cuts one
/// connection around a commit when it is told to.
final class Proxy implements AutoCloseable {
    /// Where a connection is cut.
    enum Cut {
        /// What would have been committed never reaches the server.
        BEFORE_COMMIT,
        /// The server has committed; its answer is not passed on.
        AFTER_COMMIT,
        /// The caller is cut off while the server is at it; the server goes on and commits.
        WHILE_COMMITTING
    }

    private final ServerSocket socket;
    private final int serverPort;
    private final AtomicReference<@Nullable Cut> armed = new AtomicReference<>();
    private final Map<Cut, Integer> done = new EnumMap<>(Cut.class); // guarded by this
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
    private volatile long refusesUntil = System.nanoTime();

    Proxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        socket = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("proxy").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Cuts at the next commit of anybody.
    void arm(Cut cut) {
        armed.set(cut);
    }

    boolean isArmed() {
        return armed.get() != null;
    }

    /// How often it has cut so; only what the server has confirmed to be a commit counts as one.
    synchronized int done(Cut cut) {
        return done.getOrDefault(cut, 0);
    }

    synchronized void count(Cut cut) {
        done.merge(cut, 1, Integer::sum);
    }

    /// Takes the cut that was told, if there is one.
    @Nullable
    Cut take() {
        return armed.getAndSet(null);
    }

    /// Lets nobody in for a while.
    void refuseFor(java.time.Duration time) {
        refusesUntil = System.nanoTime() + time.toNanos();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                if (System.nanoTime() - refusesUntil < 0) {
                    client.close();
                } else {
                    serve(client);
                }
            } catch (IOException closed) {
                // the server is down, or we are
            }
        }
    }

    private void serve(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        } catch (IOException down) {
            client.close();
            return;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.put(client, true);
        open.put(server, true);
        var session = new Session(this, client, server);
        Thread.ofPlatform().daemon().start(() -> session.pass(session::requests));
        Thread.ofPlatform().daemon().start(() -> session.pass(session::answers));
    }

    void forget(Socket one) {
        open.remove(one);
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (var one : open.keySet()) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataInputStream in(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }
}
