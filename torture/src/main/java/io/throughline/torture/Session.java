package io.throughline.torture;

import io.throughline.torture.Proxy.Cut;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection through the [Proxy]. Requests are kept until the Sync that ends them, so that it
/// is known what they are before the server has any of it.
final class Session {
    private final Proxy proxy;
    private final Socket client;
    private final Socket server;
    private final Map<String, String> prepared = new HashMap<>();
    private volatile char status = 'I';
    private volatile @Nullable Cut cut;
    private boolean failed;

    interface Pump {
        void run() throws IOException;
    }

    Session(Proxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    /// Passes on in one direction until either side is gone.
    void pass(Pump pump) {
        try {
            pump.run();
        } catch (IOException | RuntimeException over) {
            // the other direction ends with it
        }
        if (cut != Cut.WHILE_COMMITTING) {
            end();
        }
    }

    private void end() {
        for (var one : List.of(client, server)) {
            proxy.forget(one);
            try {
                one.close();
            } catch (IOException already) {
                // it is closed
            }
        }
    }

    // ---- from the platform to the server

    void requests() throws IOException {
        var in = Proxy.in(client);
        var out = server.getOutputStream();
        out.write(startup(in));
        var kept = new ByteArrayOutputStream();
        List<String> asked = new ArrayList<>();
        while (true) {
            int type = in.readUnsignedByte();
            int length = in.readInt();
            var body = in.readNBytes(length - 4);
            var frame = new DataOutputStream(kept);
            frame.writeByte(type);
            frame.writeInt(length);
            frame.write(body);
            note(type, body, asked);
            if (type == 'P' || type == 'B' || type == 'D' || type == 'E' || type == 'C') {
                continue;
            }
            if ((type == 'S' || type == 'Q') && isCommit(asked)) {
                cut = proxy.take();
                if (cut == Cut.BEFORE_COMMIT) {
                    proxy.count(Cut.BEFORE_COMMIT);
                    return;
                }
            }
            asked.clear();
            out.write(kept.toByteArray());
            kept.reset();
            if (cut == Cut.WHILE_COMMITTING) {
                client.close();
                return;
            }
        }
    }

    private static byte[] startup(DataInputStream in) throws IOException {
        var packet = new ByteArrayOutputStream();
        int length = in.readInt();
        new DataOutputStream(packet).writeInt(length);
        packet.write(in.readNBytes(length - 4));
        return packet.toByteArray();
    }

    private void note(int type, byte[] body, List<String> asked) {
        switch (type) {
            case 'P' -> {
                var name = text(body, 0);
                prepared.put(name, text(body, name.getBytes(StandardCharsets.UTF_8).length + 1));
            }
            case 'B' -> {
                var portal = text(body, 0);
                var name = text(body, portal.getBytes(StandardCharsets.UTF_8).length + 1);
                asked.add(prepared.getOrDefault(name, ""));
            }
            case 'Q' -> asked.add(text(body, 0));
            default -> {
                // says nothing about what is asked
            }
        }
    }

    private static String text(byte[] body, int from) {
        int end = from;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }

    /// Whether the server will commit changes at the end of these statements.
    private boolean isCommit(List<String> asked) {
        if (asked.isEmpty()) {
            return false;
        }
        var statements =
                asked.stream().map(sql -> sql.strip().toLowerCase(Locale.ROOT)).toList();
        if (statements.contains("commit")) {
            return true;
        }
        return status == 'I'
                && statements.stream().noneMatch(sql -> sql.startsWith("begin"))
                && statements.stream()
                        .anyMatch(sql -> sql.contains("cases.move")
                                || sql.contains("cases.open")
                                || sql.startsWith("insert")
                                || sql.startsWith("update")
                                || sql.startsWith("delete"));
    }

    // ---- from the server to the platform

    void answers() throws IOException {
        try {
            passAnswers();
        } finally {
            end();
        }
    }

    private void passAnswers() throws IOException {
        var in = Proxy.in(server);
        var kept = new ByteArrayOutputStream();
        var frame = new DataOutputStream(kept);
        while (true) {
            int type = in.readUnsignedByte();
            int length = in.readInt();
            var body = in.readNBytes(length - 4);
            frame.writeByte(type);
            frame.writeInt(length);
            frame.write(body);
            failed |= type == 'E';
            if (type == 'Z') {
                status = (char) body[0];
                if (cut != null) {
                    cutOff();
                    return;
                }
                failed = false;
            }
            if (cut == null && (type == 'Z' || in.available() == 0)) {
                client.getOutputStream().write(kept.toByteArray());
                kept.reset();
            }
        }
    }

    /// The server has answered; nobody hears of it.
    private void cutOff() {
        if (!failed && status == 'I' && cut != null) {
            proxy.count(cut);
        }
    }
}
