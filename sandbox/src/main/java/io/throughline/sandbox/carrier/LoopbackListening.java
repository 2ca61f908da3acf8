package io.throughline.sandbox.carrier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;

/// jSMPP listens on every interface and does not tell which free port it got; this listens on loopback and does.
final class LoopbackListening implements ServerConnectionFactory {
    private static final int BACKLOG = 50;
    private volatile int port;

    int port() {
        return port;
    }

    @Override
    public ServerConnection listen(int wanted) throws IOException {
        return listen(wanted, 0, BACKLOG);
    }

    @Override
    public ServerConnection listen(int wanted, int timeout) throws IOException {
        return listen(wanted, timeout, BACKLOG);
    }

    @Override
    @SuppressWarnings("resource") // closed with the connection that is returned
    public ServerConnection listen(int wanted, int timeout, int backlog) throws IOException {
        var socket = new ServerSocket(wanted, backlog, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(timeout);
        port = socket.getLocalPort();
        return new ServerSocketConnection(socket);
    }
}
