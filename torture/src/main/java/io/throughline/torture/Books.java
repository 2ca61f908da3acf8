package io.throughline.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The system of record on the other side: it lives longer than the processes that call it, posts once for each key,
/// and writes down all that it was asked. A line is a request, a line the answer.
final class Books implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, Entry> byKey = new LinkedHashMap<>(); // guarded by this
    private int calls; // guarded by this
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /// @param what operation and account: by these, and not by the key, a second posting is a double one
    /// @param by number of the process that asked first
    /// @param asked how often, under this key
    record Entry(String key, String what, String by, String receipt, Instant at, int asked) {}

    Books() throws IOException {
        socket = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("books").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    synchronized List<Entry> entries() {
        return new ArrayList<>(byKey.values());
    }

    /// Lets nobody hear an answer until [#letGo]; what is asked is done.
    void hold() {
        gate = new CountDownLatch(1);
    }

    void letGo() {
        gate.countDown();
    }

    /// How often anybody called.
    synchronized int calls() {
        return calls;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var one = socket.accept();
                Thread.ofVirtual().start(() -> serve(one));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket one) {
        try (one;
                var in = new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var answer = answer(line.split("\t")) + "\n";
                gate.await();
                one.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException theirProcessDied) {
            // what was asked stays
        }
    }

    private synchronized String answer(String[] asked) {
        calls++;
        return switch (asked[0]) {
            case "post" -> {
                var entry = byKey.merge(
                        asked[1],
                        new Entry(asked[1], asked[2], asked[3], "R-" + (byKey.size() + 1), Instant.now(), 1),
                        (known, again) ->
                                new Entry(known.key, known.what, known.by, known.receipt, known.at, known.asked + 1));
                yield entry.receipt + "\t" + entry.at;
            }
            case "look" -> {
                @Nullable Entry entry = byKey.get(asked[1]);
                yield entry == null ? "-" : entry.receipt + "\t" + entry.at;
            }
            default -> throw new IllegalArgumentException(asked[0]);
        };
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The platform's side of the wire; a connection for each call.
    static String[] ask(int port, String... request) throws IOException {
        try (var to = new Socket(InetAddress.getLoopbackAddress(), port);
                var in = new BufferedReader(new InputStreamReader(to.getInputStream(), StandardCharsets.UTF_8))) {
            to.setSoTimeout(60_000);
            to.getOutputStream().write((String.join("\t", request) + "\n").getBytes(StandardCharsets.UTF_8));
            return Objects.requireNonNullElse(in.readLine(), "").split("\t");
        }
    }
}
