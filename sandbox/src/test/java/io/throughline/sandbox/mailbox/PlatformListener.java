package io.throughline.sandbox.mailbox;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// A real SMTP server where the platform's inbound listener would be.
final class PlatformListener implements AutoCloseable {
    final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    final AtomicInteger answerNext = new AtomicInteger();
    private final SMTPServer server;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Arrival(String sender, String recipient, byte[] raw) {}

    PlatformListener(int port) {
        server = SMTPServer.port(port)
                .hostName("throughline.example")
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler((context, from, to, data) -> {
                    int refusal = answerNext.getAndSet(0);
                    if (refusal != 0) {
                        throw new RejectException(refusal, "not this one");
                    }
                    arrivals.add(new Arrival(from, to, data));
                })
                .build();
        server.start();
    }

    static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Arrival next() throws InterruptedException {
        var arrival = arrivals.poll(30, TimeUnit.SECONDS);
        if (arrival == null) {
            throw new AssertionError("nothing arrived");
        }
        return arrival;
    }

    @Override
    public void close() {
        server.stop();
    }
}
